import type { ComponentProps } from "react";
import { cn } from "./cn";
import { type Tone, toneBox } from "./tone";

export function Badge({ tone = "neutral", className, ...props }: ComponentProps<"span"> & { tone?: Tone }) {
  return (
    <span
      data-slot="badge"
      className={cn(
        "inline-flex h-6 w-fit shrink-0 items-center gap-1 rounded-md border px-2 text-xs font-medium whitespace-nowrap",
        "[&_svg]:size-3.5 [&_svg]:shrink-0",
        toneBox[tone],
        className,
      )}
      {...props}
    />
  );
}
