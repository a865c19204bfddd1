import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../ui/cn";

/** Something to open by its title, without JavaScript. */
export function Fold({
  title,
  open,
  className,
  children,
}: {
  title: string;
  open?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <details open={open} className={cn("group/fold min-w-0", className)}>
      <summary className="flex min-h-6 cursor-pointer items-center gap-2 font-medium max-md:min-h-11">
        <ChevronRight
          aria-hidden="true"
          className="size-4 shrink-0 text-muted-foreground transition-transform group-open/fold:rotate-90"
        />
        {title}
      </summary>
      {children}
    </details>
  );
}
