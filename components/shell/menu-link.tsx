"use client";

import Link from "next/link";
import type { ReactNode } from "react";

/** A link in a header menu: going somewhere closes the menu, which stands in the layout and would stay open over the next page. */
export function MenuLink({ href, className, children }: { href: string; className: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      className={className}
      onClick={(event) => event.currentTarget.closest<HTMLElement>("[popover]")?.hidePopover()}
    >
      {children}
    </Link>
  );
}
