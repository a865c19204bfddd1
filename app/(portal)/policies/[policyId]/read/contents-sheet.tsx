"use client";

import { type RefObject, useRef } from "react";
import { Dialog, DialogTitle } from "@/components/ui/dialog";
import { SheetContent } from "@/components/ui/sheet";
import type { Heading } from "@/lib/policies/reading/heading-id";
import { ContentsLinks } from "./contents-links";

type Props = {
  headings: readonly Heading[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
  opener: RefObject<HTMLElement | null>;
};

/** The contents list from the bottom edge of a phone; fetched when it is first opened. */
export function Sheet({ headings, open, onOpenChange, opener }: Props) {
  const chosen = useRef<string | null>(null);
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <SheetContent
        side="bottom"
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          if (!chosen.current) {
            opener.current?.focus();
            return;
          }
          // The page could not scroll while the sheet was open, and the focus must not take it back to the button.
          window.location.hash = chosen.current;
          document.getElementById(chosen.current)?.scrollIntoView();
          chosen.current = null;
        }}
      >
        <DialogTitle>Contents</DialogTitle>
        <nav aria-label="Contents">
          <ContentsLinks
            headings={headings}
            onChosen={(id) => {
              chosen.current = id;
              onOpenChange(false);
            }}
          />
        </nav>
      </SheetContent>
    </Dialog>
  );
}
