import "server-only";
import type { SlaCalendarVersion, SlaClock, SlaPause } from "@/lib/platform/db/generated/client";
import { calendarOf, pausesFor } from "../sla/judgement";
import { readClock, type SlaReading } from "../sla-reading";

const iso = (date: Date | null) => date?.toISOString() ?? null;

type Row = {
  clocks: SlaClock[];
  pauses: SlaPause[];
  calendar: SlaCalendarVersion | null;
  policy: { pausesFirstResponse: boolean } | null;
};

/** The clocks of a ticket that count, as a screen shows them: the running first, by due time. */
export function readingsOf({ clocks, pauses, calendar, policy }: Row, now: Date): SlaReading[] {
  if (!calendar) return [];
  const readings = clocks
    .filter((clock) => clock.voidedAt === null)
    .map((clock) =>
      readClock(
        {
          metric: clock.metric,
          countFrom: clock.countFrom.toISOString(),
          countSeconds: clock.countSeconds,
          dueAt: iso(clock.dueAt),
          warnAt: iso(clock.warnAt),
          originalDueAt: clock.originalDueAt.toISOString(),
          endedAt: iso(clock.endedAt),
          breachedAt: iso(clock.breachedAt),
          rebasedAt: iso(clock.rebasedAt),
        },
        calendarOf(calendar),
        pausesFor(clock.metric, pauses, policy?.pausesFirstResponse ?? false),
        now.toISOString(),
      ),
    );
  const rank = (reading: SlaReading) => (reading.ended ? "2" : reading.dueAt ? `0${reading.dueAt}` : "1");
  return readings.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
}
