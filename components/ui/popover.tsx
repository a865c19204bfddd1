"use client";

import { Popover as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export const Popover = Primitive.Root;
export const PopoverTrigger = Primitive.Trigger;
export const PopoverClose = Primitive.Close;

export function PopoverContent({ className, ...props }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        data-slot="popover-content"
        sideOffset={6}
        align="start"
        collisionPadding={8}
        className={cn(
          "z-50 w-72 animate-rise-in rounded-lg border border-border bg-popover p-4 text-popover-foreground shadow-float",
          className,
        )}
        {...props}
      />
    </Primitive.Portal>
  );
}
