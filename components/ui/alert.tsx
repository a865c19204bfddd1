import type { ReactNode } from "react";
import { cn } from "./cn";
import { type Tone, toneBox } from "./tone";
import { ToneIcon } from "./tone-icon";

/**
 * A banner in the page: what happened, what was not changed, what to do. `live` announces it when it appears
 * after the page was read (`assertive` for an error by your own hand).
 */
export function Alert({
  tone = "info",
  title,
  children,
  action,
  live,
  className,
  id,
}: {
  tone?: Tone;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  live?: "polite" | "assertive";
  className?: string;
  id?: string;
}) {
  const role = live === "assertive" ? "alert" : live === "polite" ? "status" : undefined;
  return (
    <div
      data-slot="alert"
      id={id}
      role={role}
      className={cn("flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg border px-4 py-3", toneBox[tone], className)}
    >
      <ToneIcon tone={tone} className="mt-0.5" />
      <div className="grid min-w-0 flex-1 basis-48 gap-1">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children ? <div className="[&_a]:font-medium [&_a]:underline [&_a]:underline-offset-2">{children}</div> : null}
      </div>
      {action ? <div className="shrink-0">{action}</div> : null}
    </div>
  );
}
