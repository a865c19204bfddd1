import Link from "next/link";
import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A link that stands by itself, at least 24 px high (44 on phones); inside a sentence use `inline`. */
export function TextLink({ inline = false, className, ...props }: ComponentProps<typeof Link> & { inline?: boolean }) {
  return (
    <Link
      data-slot="text-link"
      className={cn(
        "rounded-sm text-primary-text underline underline-offset-4 hover:text-foreground",
        !inline && "inline-flex w-fit min-h-6 min-w-6 items-center justify-center gap-1 max-md:min-h-11",
        className,
      )}
      {...props}
    />
  );
}
