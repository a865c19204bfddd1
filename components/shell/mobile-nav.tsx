"use client";

import { Menu } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "../ui/button";
import { useLater } from "../ui/use-later";
import type { DrawnGroup } from "./navigation";

/** Below 768 px: the sidebar as a sheet. Without JavaScript the sidebar stands above the page instead. */
export function MobileNav({ groups }: { groups: readonly DrawnGroup[] }) {
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
        <Menu aria-hidden="true" />
      </Button>
      {Sheet ? <Sheet groups={groups} open={open} onOpenChange={setOpen} opener={opener} /> : null}
    </>
  );
}
