import type { ReactNode } from "react";
import { cn } from "../ui/cn";
import { fraction, labelledPlaces } from "./scale";

export const plotHeight = 200;

/** A value to reach, and its name ("Target"). */
export type Target = { value: number; label: string };

export function targetLabel(target: Target | undefined, min: number, max: number, format: (value: number) => string) {
  return target ? [{ name: target.label, value: format(target.value), y: top(target.value, min, max) }] : [];
}

/** Pixels from the top of the plot for a value. */
export function top(value: number, min: number, max: number): number {
  return (1 - fraction(value, min, max)) * plotHeight;
}

/**
 * Axes and quiet grid around a drawing, in HTML so that words keep their size on every screen.
 * `place` says where a category lies along the axis, 0 to 1.
 */
export function Plot({
  summary,
  ticks,
  format,
  categories,
  place,
  target,
  aside,
  children,
}: {
  summary: string;
  ticks: readonly number[];
  format: (value: number) => string;
  categories: readonly string[];
  place: (index: number) => number;
  target?: Target;
  aside?: ReactNode;
  children: ReactNode;
}) {
  const min = ticks[0] ?? 0;
  const max = ticks.at(-1) ?? 1;
  const few = new Set(labelledPlaces(categories.length, categories.length <= 5 ? 5 : 3));
  const many = new Set(labelledPlaces(categories.length, 7));
  return (
    <div
      role="img"
      aria-label={summary}
      className="mt-3 flex min-w-0 gap-2 text-xs leading-4 text-muted-foreground tabular-nums"
    >
      <div className="relative shrink-0" style={{ height: plotHeight }}>
        {/* The widest tick gives the column its width. */}
        {ticks.map((tick) => (
          <span key={tick} className="invisible block h-0 overflow-hidden whitespace-nowrap">
            {format(tick)}
          </span>
        ))}
        {ticks.map((tick) => (
          <span
            key={tick}
            className="absolute right-0 -translate-y-1/2 whitespace-nowrap"
            style={{ top: top(tick, min, max) }}
          >
            {format(tick)}
          </span>
        ))}
      </div>
      <div className="min-w-0 flex-1">
        <div className="relative" style={{ height: plotHeight }}>
          {ticks.map((tick) => (
            <span
              key={tick}
              className={cn("absolute inset-x-0 border-t base:border-border", tick === min && "border-input")}
              style={{ top: top(tick, min, max) }}
            />
          ))}
          {children}
          {target ? (
            <span
              className="absolute inset-x-0 border-t-2 border-dashed border-foreground"
              style={{ top: top(target.value, min, max) - 1 }}
            />
          ) : null}
        </div>
        <div className="relative mt-1.5 h-4">
          {categories.map((category, index) => (
            <span
              key={category}
              className={cn(
                "absolute hidden whitespace-nowrap",
                few.has(index) && "max-md:block",
                many.has(index) && "md:block",
                place(index) < 0.04 ? "" : place(index) > 0.96 ? "-translate-x-full" : "-translate-x-1/2",
              )}
              style={{ left: `${place(index) * 100}%` }}
            >
              {category}
            </span>
          ))}
        </div>
      </div>
      {aside}
    </div>
  );
}
