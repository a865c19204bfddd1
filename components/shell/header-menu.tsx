import type { ReactNode } from "react";
import { cn } from "../ui/cn";

/**
 * A panel under a header button by the browser's own popover: opens by mouse and key, closes by Escape and by a
 * click elsewhere, and does so without JavaScript, so that switching and signing out always work.
 */
export function HeaderMenu({
  id,
  label,
  trigger,
  children,
  side,
  narrow = false,
  className,
}: {
  id: string;
  label: string;
  trigger: ReactNode;
  children: ReactNode;
  side: "left" | "right";
  narrow?: boolean;
  className?: string;
}) {
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        className={cn(
          "flex h-9 min-w-0 items-center gap-2 rounded-md px-2 transition-colors hover:bg-hover max-md:h-11",
          className,
        )}
      >
        {trigger}
      </button>
      <section
        id={id}
        popover="auto"
        aria-label={label}
        data-side={side}
        className={cn(
          "header-menu max-w-[calc(100vw-1rem)] rounded-lg border border-border bg-popover p-1 text-popover-foreground shadow-float open:animate-rise-in",
          narrow ? "w-44" : "w-72",
        )}
      >
        {children}
      </section>
    </>
  );
}
