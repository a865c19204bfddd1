import type { ComponentProps } from "react";
import { cn } from "./cn";

/** Choices of which one holds. Give it a `legend`; each `Radio` inside shares the same `name`. */
export function RadioGroup({ legend, className, children, ...props }: ComponentProps<"fieldset"> & { legend: string }) {
  return (
    <fieldset data-slot="radio-group" className={cn("min-w-0", className)} {...props}>
      <legend className="mb-2 font-medium">{legend}</legend>
      <div className="grid gap-2">{children}</div>
    </fieldset>
  );
}

export function Radio({
  label,
  description,
  className,
  ...props
}: Omit<ComponentProps<"input">, "type"> & { label: string; description?: string }) {
  return (
    <label
      data-slot="radio"
      className={cn(
        "relative flex min-h-11 cursor-pointer items-start gap-3 rounded-md border border-border bg-card px-3 py-2.5 transition-colors",
        "hover:border-input has-checked:border-primary has-checked:bg-primary-surface has-disabled:cursor-not-allowed has-disabled:bg-muted",
        className,
      )}
    >
      <input
        type="radio"
        className={cn(
          "mt-px size-5 shrink-0 appearance-none rounded-full border border-input bg-card",
          "checked:border-[6px] checked:border-primary disabled:border-border",
        )}
        {...props}
      />
      <span className="grid gap-0.5">
        <span className="leading-6 font-medium">{label}</span>
        {description ? <span className="text-muted-foreground">{description}</span> : null}
      </span>
    </label>
  );
}
