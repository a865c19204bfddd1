import type { ReactNode } from "react";
import type { IconName } from "./nav-icon";

/** One place in the sidebar. `shortcut` is a sequence of keys such as "g p". */
export type NavItem = {
  label: string;
  href: string;
  icon: IconName;
  shortcut?: string;
  /** Further addresses that belong to this place. */
  also?: readonly string[];
  /** What waits there, for example open tickets; said in words by `countLabel`. */
  count?: number;
  countLabel?: string;
};

export type NavGroup = { label?: string; items: readonly NavItem[] };

/** The same with pictures drawn by the server, so that no page downloads those it does not show. */
export type DrawnItem = Omit<NavItem, "icon"> & { icon: ReactNode };
export type DrawnGroup = { label?: string; items: readonly DrawnItem[] };

/** Something to jump to from the command palette besides the navigation. */
export type PaletteEntry = { label: string; href: string; group: string; icon?: ReactNode; keywords?: string };

export type Organisation = { id: string; name: string };

export type Person = { name: string; email: string; roleLabels: readonly string[] };

/** The item whose address is the longest beginning of the path; "/" only when it is the path. */
export function currentHref(
  path: string,
  groups: readonly { items: readonly Pick<NavItem, "href" | "also">[] }[],
): string | undefined {
  return groups
    .flatMap((group) => group.items)
    .flatMap(({ href, also = [] }) => [href, ...also].map((place) => ({ href, place })))
    .filter(({ place }) => path === place || (place !== "/" && path.startsWith(`${place}/`)))
    .sort((a, b) => b.place.length - a.place.length)[0]?.href;
}

/** Name of the cookie that remembers the folded sidebar; its value is "1" when folded. */
export const sidebarCookie = "plinto-sidebar-folded";
