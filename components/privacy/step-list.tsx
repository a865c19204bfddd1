import { Check, Circle, CircleDot } from "lucide-react";
import { formatDay } from "@/components/status/calendar";
import { cn } from "@/components/ui/cn";
import type { Step } from "@/lib/privacy/requests/rules";

const icons = { done: Check, current: CircleDot, ahead: Circle };
const words = { done: "done", current: "now", ahead: "ahead" };

/** Where a request is, like a parcel. */
export function StepList({ steps, zone }: { steps: readonly Step[]; zone: string }) {
  return (
    <ol aria-label="Progress" className="grid gap-3">
      {steps.map(({ title, at, state }) => {
        const Icon = icons[state];
        return (
          <li
            key={title}
            aria-current={state === "current" ? "step" : undefined}
            className={cn("flex items-center gap-3", state === "ahead" && "text-muted-foreground")}
          >
            <span
              className={cn(
                "flex size-6 shrink-0 items-center justify-center rounded-full border",
                state === "done" && "border-success-border bg-success-surface text-success-text",
                state === "current" && "border-info-border bg-info-surface text-info-text",
                state === "ahead" && "border-border",
              )}
            >
              <Icon aria-hidden="true" className="size-3.5" />
            </span>
            <span>
              <span className={cn(state === "current" && "font-medium")}>{title}</span>
              <span className="sr-only"> ({words[state]})</span>
              {at ? <span className="text-muted-foreground"> · {formatDay(at, zone)}</span> : null}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
