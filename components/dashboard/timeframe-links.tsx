"use client";

import Link from "next/link";
import { tabClasses } from "../ui/tab-classes";

/** Choices of one page that have an address each. */
export function TimeframeLinks({ links }: { links: readonly { label: string; href: string; current: boolean }[] }) {
  return (
    <nav aria-label="Timeframe" className="overflow-x-auto border-b border-border p-0.5 pb-0">
      <ul className="flex gap-1">
        {links.map(({ label, href, current }) => (
          <li key={href} className="flex">
            <Link href={href} prefetch={false} aria-current={current ? "page" : undefined} className={tabClasses}>
              <span className="whitespace-nowrap">{label}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
