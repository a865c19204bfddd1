"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { tabClasses } from "../ui/tab-classes";

export type TabLink = {
  label: string;
  href: string;
  count?: number;
  /** Further addresses that belong to this tab. */
  also?: readonly string[];
};

/** Parts of one place that have an address each; the current one is the longest that the path begins with. */
export function TabLinks({ label, links }: { label: string; links: readonly TabLink[] }) {
  const path = usePathname();
  const current = links
    .flatMap((link) => [link.href, ...(link.also ?? [])].map((place) => ({ link, place })))
    .filter(({ place }) => path === place || path.startsWith(`${place}/`))
    .sort((a, b) => b.place.length - a.place.length)[0]?.link;
  const strip = useRef<HTMLElement>(null);
  const currentPath = current?.href;
  // On a phone the strip scrolls: the current tab is brought into its middle, the page stays where it is.
  useEffect(() => {
    const tab = currentPath ? strip.current?.querySelector<HTMLElement>("[aria-current]") : null;
    if (strip.current && tab) {
      strip.current.scrollLeft =
        tab.offsetLeft - strip.current.offsetLeft - (strip.current.clientWidth - tab.clientWidth) / 2;
    }
  }, [currentPath]);
  return (
    <nav ref={strip} aria-label={label} className="overflow-x-auto border-b border-border p-0.5 pb-0">
      <ul className="flex gap-1">
        {links.map((link) => (
          <li key={link.href} className="flex shrink-0">
            <Link href={link.href} aria-current={link === current ? "page" : undefined} className={tabClasses}>
              {link.label}
              {link.count === undefined ? null : (
                <span className="text-xs text-muted-foreground tabular-nums">{link.count}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
