import { slaMetricLabels } from "@/lib/support/schema";
import type { SlaReading } from "@/lib/support/sla-reading";
import { formatExact } from "../status/calendar";
import { SlaClock } from "../status/sla-clock";

/** The promises of a ticket, running ones first; what was breached stays here for ever. */
export function ClockList({ clocks, zone }: { clocks: readonly SlaReading[]; zone: string }) {
  if (clocks.length === 0) {
    return <p className="text-muted-foreground">No SLA: no policy applies to this ticket.</p>;
  }
  return (
    <ul className="grid gap-4">
      {clocks.map((clock) => (
        <li key={`${clock.metric}-${clock.originalDueAt}`}>
          <SlaClock
            metric={slaMetricLabels[clock.metric]}
            reading={{ ...clock, pausedReason: "waiting for the customer" }}
            due={dueWords(clock, zone)}
          />
        </li>
      ))}
    </ul>
  );
}

function dueWords(clock: SlaReading, zone: string): string {
  const original = formatExact(clock.originalDueAt, zone);
  const due = clock.dueAt ? `due ${formatExact(clock.dueAt, zone)}` : "clock stopped";
  if (clock.rebased) return `${due} · re-based, originally ${original}`;
  return clock.dueAt && clock.dueAt !== clock.originalDueAt ? `${due} · originally ${original}` : due;
}
