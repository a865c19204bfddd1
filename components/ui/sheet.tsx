"use client";

import { Dialog as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { DialogCloseButton, DialogOverlay, focusTitle } from "./dialog";

type Side = "left" | "right" | "bottom";
const sides: Record<Side, string> = {
  left: "inset-y-0 left-0 w-72 max-w-[85vw] border-r animate-sheet-in",
  right: "inset-y-0 right-0 w-96 max-w-[90vw] border-l animate-fade-in",
  bottom: "inset-x-0 bottom-0 max-h-[85vh] rounded-t-lg border-t animate-rise-in",
};

/** The content of a `Dialog` that comes from an edge; its title is a `DialogTitle`. */
export function SheetContent({
  side = "left",
  className,
  children,
  ...props
}: ComponentProps<typeof Primitive.Content> & { side?: Side }) {
  return (
    <Primitive.Portal>
      <DialogOverlay />
      <Primitive.Content
        data-slot="sheet-content"
        aria-describedby={undefined}
        onOpenAutoFocus={focusTitle}
        className={cn(
          "fixed z-50 flex flex-col overflow-y-auto border-border base:bg-popover p-4 text-popover-foreground shadow-float",
          sides[side],
          className,
        )}
        {...props}
      >
        {children}
        <DialogCloseButton />
      </Primitive.Content>
    </Primitive.Portal>
  );
}
