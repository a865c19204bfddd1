"use client";

import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { buttonVariants } from "./button-variants";
import { cn } from "./cn";

export const Dialog = Primitive.Root;
export const DialogTrigger = Primitive.Trigger;
export const DialogClose = Primitive.Close;

/** Opening puts the focus on the title, so that a screen reader starts with what this is; closing gives it back. */
export function focusTitle(event: Event) {
  const title = (event.currentTarget as HTMLElement | null)?.querySelector<HTMLElement>("[data-slot=dialog-title]");
  if (!title) return;
  event.preventDefault();
  title.focus();
}

export function DialogOverlay({ className, ...props }: ComponentProps<typeof Primitive.Overlay>) {
  return (
    <Primitive.Overlay
      data-slot="dialog-overlay"
      className={cn("fixed inset-0 z-50 animate-fade-in bg-overlay", className)}
      {...props}
    />
  );
}

export function DialogCloseButton() {
  return (
    <Primitive.Close
      className={cn(buttonVariants({ variant: "ghost", size: "icon-sm" }), "absolute top-3 right-3")}
      aria-label="Close"
    >
      <X aria-hidden="true" />
    </Primitive.Close>
  );
}

export function DialogContent({ className, children, ...props }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <DialogOverlay />
      <Primitive.Content
        data-slot="dialog-content"
        aria-describedby={undefined}
        onOpenAutoFocus={focusTitle}
        className={cn(
          "fixed top-[10vh] left-1/2 z-50 grid max-h-[80vh] w-[calc(100%-2rem)] base:max-w-lg -translate-x-1/2 animate-rise-in base:gap-4 base:overflow-y-auto",
          "rounded-lg border border-border bg-popover base:p-6 text-popover-foreground shadow-float",
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

export function DialogTitle({ className, ...props }: ComponentProps<typeof Primitive.Title>) {
  return (
    <Primitive.Title
      data-slot="dialog-title"
      tabIndex={-1}
      className={cn("base:pr-10 text-section outline-none", className)}
      {...props}
    />
  );
}

export function DialogDescription({ className, ...props }: ComponentProps<typeof Primitive.Description>) {
  return (
    <Primitive.Description
      data-slot="dialog-description"
      className={cn("text-muted-foreground", className)}
      {...props}
    />
  );
}

export function DialogFooter({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="dialog-footer"
      className={cn("flex flex-col-reverse gap-2 md:flex-row md:justify-end", className)}
      {...props}
    />
  );
}
