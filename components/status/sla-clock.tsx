import { BellRing, CircleCheck, CirclePause, CircleX, type LucideIcon, Timer } from "lucide-react";
import { cn } from "../ui/cn";
import { toneFill, toneText } from "../ui/tone";
import { type SlaClockState, type SlaReading, slaWords } from "./sla-words";

const icons: Record<SlaClockState, LucideIcon> = {
  running: Timer,
  warned: BellRing,
  breached: CircleX,
  met: CircleCheck,
  paused: CirclePause,
};

/** `metric` names the promise ("First response"); `due` is said as given, for example "due Thu 26 Nov, 14:02". */
export function SlaClock({
  metric,
  reading,
  due,
  compact = false,
  className,
}: {
  metric: string;
  reading: SlaReading;
  due?: string;
  compact?: boolean;
  className?: string;
}) {
  const { tone, label, words, share } = slaWords(reading);
  const Icon = icons[reading.state];
  return (
    <div data-slot="sla-clock" data-state={reading.state} className={cn("grid min-w-0 gap-1", className)}>
      <div className={cn("flex flex-wrap items-center gap-x-2", compact && "text-xs")}>
        <span className={cn("font-medium", compact && "sr-only")}>{metric}</span>
        <span className={cn("inline-flex items-center gap-1.5", !compact && "md:ml-auto", toneText[tone])}>
          <Icon aria-hidden="true" className="size-4 shrink-0" />
          {/* The browser wakes a moment later than the server spoke: the minute may have turned. */}
          <span suppressHydrationWarning>
            <span className="font-medium">{label}</span> · {words}
          </span>
        </span>
      </div>
      <div aria-hidden="true" className="h-1 overflow-hidden rounded-full bg-border">
        <div
          suppressHydrationWarning
          className={cn("h-full rounded-full", toneFill[tone], reading.state === "paused" && "opacity-60")}
          style={{ width: `${Math.max(2, share * 100)}%` }}
        />
      </div>
      {due ? <p className="text-xs text-muted-foreground">{due}</p> : null}
    </div>
  );
}
