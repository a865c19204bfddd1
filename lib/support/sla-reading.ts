import type { SlaMetric } from "./schema";
import { businessSecondsBetween, type Calendar, type Pause } from "./sla-clock";

/** What a screen shows of a clock; the same words as the `SlaClock` component. ISO instants, business seconds. */
export type SlaReading = {
  metric: SlaMetric;
  state: "running" | "warned" | "breached" | "met" | "paused";
  targetSeconds: number;
  usedSeconds: number;
  ended: boolean;
  dueAt: string | null;
  originalDueAt: string;
  rebased: boolean;
};

type Clock = {
  metric: SlaMetric;
  countFrom: string;
  countSeconds: number;
  dueAt: string | null;
  warnAt: string | null;
  originalDueAt: string;
  endedAt: string | null;
  breachedAt: string | null;
  rebasedAt: string | null;
};

/** Decided by comparing times, so that a screen is right even before the sweep has looked (S15). */
export function readClock(clock: Clock, calendar: Calendar, pauses: readonly Pause[], now: string): SlaReading {
  const until = clock.endedAt ?? now;
  const late = clock.dueAt !== null && Date.parse(until) > Date.parse(clock.dueAt);
  const usedSeconds = Math.round(businessSecondsBetween(clock.countFrom, until, calendar, pauses));
  return {
    metric: clock.metric,
    state: stateOf(clock, late, now),
    targetSeconds: clock.countSeconds,
    usedSeconds,
    ended: clock.endedAt !== null,
    dueAt: clock.dueAt,
    originalDueAt: clock.originalDueAt,
    rebased: clock.rebasedAt !== null,
  };
}

function stateOf(clock: Clock, late: boolean, now: string): SlaReading["state"] {
  if (clock.breachedAt !== null || late) return "breached";
  if (clock.endedAt !== null) return "met";
  if (clock.dueAt === null) return "paused";
  return clock.warnAt !== null && Date.parse(clock.warnAt) <= Date.parse(now) ? "warned" : "running";
}
