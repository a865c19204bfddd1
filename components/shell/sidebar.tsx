"use client";

import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { buttonVariants } from "../ui/button-variants";
import { cn } from "../ui/cn";
import { Logo } from "./logo";
import { type DrawnGroup, sidebarCookie } from "./navigation";
import { SidebarNav } from "./sidebar-nav";

/** 240 px, folded 56. What was chosen is kept in a cookie the layout reads, so that nothing jumps on loading. */
export function Sidebar({ groups, initiallyFolded }: { groups: readonly DrawnGroup[]; initiallyFolded: boolean }) {
  const [folded, setFolded] = useState(initiallyFolded);
  const fold = () => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every supported browser
    document.cookie = `${sidebarCookie}=${folded ? "0" : "1"}; path=/; max-age=31536000; samesite=lax`;
    setFolded(!folded);
  };
  const Icon = folded ? PanelLeftOpen : PanelLeftClose;
  return (
    <aside
      aria-label="Sidebar"
      data-print="hide"
      className={cn(
        "sticky top-0 flex h-dvh shrink-0 flex-col border-r border-border bg-sidebar transition-[width] max-md:hidden",
        "noscript:max-md:static noscript:max-md:flex noscript:max-md:h-auto noscript:max-md:w-full",
        folded ? "w-14" : "w-60",
      )}
    >
      <div className={cn("flex h-14 shrink-0 items-center", folded ? "justify-center" : "px-4")}>
        <Link href="/" className="flex items-center gap-2.5 rounded-md text-base font-semibold tracking-tight">
          <Logo className="size-7" />
          <span className={folded ? "sr-only" : undefined}>Plinto</span>
        </Link>
      </div>
      <div className="flex-1 overflow-y-auto p-2">
        <SidebarNav groups={groups} folded={folded} />
      </div>
      <div className="border-t border-border p-2 noscript:hidden">
        <button
          type="button"
          onClick={fold}
          aria-expanded={!folded}
          title={folded ? "Unfold the sidebar" : undefined}
          className={cn(
            buttonVariants({ variant: "ghost", size: "md" }),
            "w-full gap-3 font-normal text-muted-foreground",
            folded ? "px-0" : "justify-start px-3",
          )}
        >
          <Icon aria-hidden="true" />
          <span className={folded ? "sr-only" : undefined}>Fold the sidebar</span>
        </button>
      </div>
    </aside>
  );
}
