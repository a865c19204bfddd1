"use client";

import { Menu } from "lucide-react";
import { useState } from "react";
import { Button } from "../ui/button";
import { Dialog, DialogTitle, DialogTrigger } from "../ui/dialog";
import { SheetContent } from "../ui/sheet";
import type { NavGroup } from "./navigation";
import { SidebarNav } from "./sidebar-nav";

/** Below 768 px: the sidebar as a sheet. Without JavaScript the sidebar stands above the page instead. */
export function MobileNav({ groups }: { groups: readonly NavGroup[] }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="ghost" size="icon" aria-label="Open menu" className="md:hidden noscript:hidden">
          <Menu aria-hidden="true" />
        </Button>
      </DialogTrigger>
      <SheetContent side="left" className="gap-4 bg-sidebar">
        <DialogTitle className="flex h-8 items-center px-3">Menu</DialogTitle>
        <SidebarNav groups={groups} onNavigate={() => setOpen(false)} />
      </SheetContent>
    </Dialog>
  );
}
