"use client";

import type { RefObject } from "react";
import { Dialog, DialogTitle } from "../ui/dialog";
import { SheetContent } from "../ui/sheet";
import type { DrawnGroup } from "./navigation";
import { SidebarNav } from "./sidebar-nav";

type Props = {
  groups: readonly DrawnGroup[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Gets the focus back. */
  opener: RefObject<HTMLElement | null>;
};

/** The sidebar from the left edge of a phone; fetched when the menu is first opened. */
export function MobileNavSheet({ groups, open, onOpenChange, opener }: Props) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <SheetContent
        side="left"
        className="gap-4 bg-sidebar"
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          opener.current?.focus();
        }}
      >
        <DialogTitle className="flex h-8 items-center px-3">Menu</DialogTitle>
        <SidebarNav groups={groups} onNavigate={() => onOpenChange(false)} />
      </SheetContent>
    </Dialog>
  );
}
