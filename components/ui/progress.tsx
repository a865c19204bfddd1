import { cn } from "./cn";
import { type Tone, toneFill } from "./tone";

/** A bar with what is being done and how much is left in words; `value` of `max`. */
export function Progress({
  value,
  max,
  label,
  note,
  tone,
  className,
}: {
  value: number;
  max: number;
  label: string;
  note?: string;
  tone?: Tone;
  className?: string;
}) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div data-slot="progress" className={cn("grid gap-1.5", className)}>
      <div className="flex flex-wrap justify-between gap-x-4">
        <span className="font-medium">{label}</span>
        {note ? <span className="text-muted-foreground tabular-nums">{note}</span> : null}
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuenow={value}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuetext={note}
        className="h-2 overflow-hidden rounded-full border border-neutral-border bg-muted"
      >
        <div
          className={cn("h-full rounded-full transition-[width]", tone ? toneFill[tone] : "bg-primary")}
          style={{ width: `${share * 100}%` }}
        />
      </div>
    </div>
  );
}
