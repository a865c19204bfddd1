"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { tabClasses } from "../ui/tabs";

export type TabLink = { label: string; href: string; count?: number };

/** Parts of one place that have an address each; the current one is the longest that the path begins with. */
export function TabLinks({ label, links }: { label: string; links: readonly TabLink[] }) {
  const path = usePathname();
  const current = links
    .filter((link) => path === link.href || path.startsWith(`${link.href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0];
  return (
    <nav aria-label={label} className="overflow-x-auto border-b border-border p-0.5 pb-0">
      <ul className="flex gap-1">
        {links.map((link) => (
          <li key={link.href} className="flex">
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
