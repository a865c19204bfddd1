import { Check } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A real `<input type="checkbox">`, so that a form posts it without JavaScript. */
export function Checkbox({ className, ...props }: Omit<ComponentProps<"input">, "type">) {
  return (
    <span data-slot="checkbox" className={cn("relative inline-flex size-5 shrink-0", className)}>
      <input
        type="checkbox"
        className={cn(
          "peer size-5 cursor-pointer appearance-none rounded-sm border border-input bg-card transition-colors",
          "checked:border-primary checked:bg-primary hover:border-muted-foreground checked:hover:border-primary",
          "disabled:cursor-not-allowed disabled:border-border disabled:bg-muted aria-invalid:border-danger",
          "before:absolute before:-inset-0.5 before:content-['']",
        )}
        {...props}
      />
      <Check
        aria-hidden="true"
        strokeWidth={3}
        className="pointer-events-none absolute inset-0 m-auto size-3.5 text-primary-foreground opacity-0 peer-checked:opacity-100 peer-disabled:text-muted-foreground"
      />
    </span>
  );
}
