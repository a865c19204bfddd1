"use client";

import { type ReactNode, useRef, useState } from "react";
import { Button } from "../ui/button";
import { useLater } from "../ui/use-later";
import type { DrawnGroup } from "./navigation";

/** Below 768 px: the sidebar as a sheet, behind a button with the picture `children`. Without JavaScript the sidebar stands above the page instead. */
export function MobileNav({ groups, children }: { groups: readonly DrawnGroup[]; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const [Sheet, fetchSheet] = useLater(() => import("./mobile-nav-sheet").then((part) => part.MobileNavSheet));
  return (
    <>
      <Button
        ref={opener}
        variant="ghost"
        size="icon"
        aria-label="Open menu"
        aria-haspopup="dialog"
        aria-expanded={open}
        className="md:hidden noscript:hidden"
        onClick={() => {
          fetchSheet();
          setOpen(true);
        }}
      >
        {children}
      </Button>
      {Sheet ? <Sheet groups={groups} open={open} onOpenChange={setOpen} opener={opener} /> : null}
    </>
  );
}
