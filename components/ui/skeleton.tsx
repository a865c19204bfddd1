import type { ComponentProps } from "react";
import { cn } from "./cn";

export function Skeleton({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="skeleton"
      aria-hidden="true"
      className={cn("base:h-4 animate-pulse rounded-md bg-muted", className)}
      {...props}
    />
  );
}
