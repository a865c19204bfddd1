import { parseInstant } from "../platform/calendar";
import type { SlaMetric, SupportTier, TicketCategory, TicketPriority } from "./schema";
import { type Calendar, type Pause, subtractBusinessTime } from "./sla-clock";

const ALL_DAY = [["00:00", "24:00"]] as const;

/** Emergencies run 24 × 7 without holidays, in any zone the same (S4). */
export const ALWAYS_OPEN: Calendar = {
  timeZone: "UTC",
  hours: { mon: ALL_DAY, tue: ALL_DAY, wed: ALL_DAY, thu: ALL_DAY, fri: ALL_DAY, sat: ALL_DAY, sun: ALL_DAY },
  holidays: [],
};

/** The calendar a ticket of this priority is judged by. */
export function calendarFor(priority: TicketPriority, businessHours: Calendar): Calendar {
  return priority === "emergency" ? ALWAYS_OPEN : businessHours;
}

/** Minutes; null = not measured. */
export type Targets = Record<SlaMetric, number | null>;

function row(...cells: readonly [first: number, resolution: number][]): Record<SupportTier, Targets> {
  const [enterprise, professional, standard, community] = cells.map(([first, resolution]) => ({
    first_response: first,
    next_response: first,
    resolution,
  })) as [Targets, Targets, Targets, Targets];
  // Next response defaults to the first-response target of the same cell and is off for community (S14).
  return { enterprise, professional, standard, community: { ...community, next_response: null } };
}

/** First values of a new organisation, in minutes; every cell can be edited. */
export const DEFAULT_TARGETS: Record<TicketPriority, Record<SupportTier, Targets>> = {
  emergency: row([15, 120], [22, 180], [30, 240], [45, 360]),
  high: row([120, 480], [180, 720], [240, 960], [360, 1440]),
  medium: row([480, 1440], [720, 2160], [960, 2880], [1440, 4320]),
  low: row([1440, 4320], [2160, 6480], [2880, 8640], [4320, 12960]),
};

const LONGEST_WARNING = 15 * 60;

/**
 * When to warn: the smaller of 15 minutes and a quarter of the target, in business time before due, with the pauses so far (S17).
 * In: ISO instant, seconds. Out: ISO instant, possibly already past. RangeError: bad instant, target or calendar.
 */
export function warningAt(input: {
  dueAt: string;
  targetSeconds: number;
  calendar: Calendar;
  pauses?: readonly Pause[];
}): string {
  const { dueAt, targetSeconds, calendar, pauses } = input;
  if (!Number.isSafeInteger(targetSeconds) || targetSeconds <= 0) {
    throw new RangeError(`A target is a whole number of seconds above 0, not ${targetSeconds}`);
  }
  const lead = Math.max(1, Math.min(LONGEST_WARNING, Math.floor(targetSeconds / 4)));
  return subtractBusinessTime(dueAt, lead, calendar, pauses);
}

export type SlaOutcome =
  | { state: "running"; breachedAt: null }
  | { state: "paused"; breachedAt: null }
  | { state: "met"; breachedAt: null }
  | { state: "breached"; breachedAt: string };

/**
 * Met, breached or undecided, by comparing times and never by when a job looked (S15): met at exactly due is met,
 * a breach has happened at due. `dueAt` null = an open pause stands before the target. ISO instants.
 */
export function outcomeOf(input: { dueAt: string | null; completedAt: string | null; now: string }): SlaOutcome {
  const { dueAt, completedAt, now } = input;
  const decided = parseInstant(completedAt ?? now);
  if (dueAt !== null && decided > parseInstant(dueAt)) return { state: "breached", breachedAt: dueAt };
  if (completedAt !== null) return { state: "met", breachedAt: null };
  return { state: dueAt === null ? "paused" : "running", breachedAt: null };
}

const URGENT = /(?<![\p{L}\p{N}_])(urgent|emergency|critical|outage|breach)(?![\p{L}\p{N}_])/iu;

/**
 * A suggestion for a ticket without a priority, with the reason an agent sees. Whole words of title and description only;
 * never emergency: that is confirmed by a person.
 */
export function suggestPriority(input: {
  category: TicketCategory;
  tier: SupportTier;
  title: string;
  description: string;
}): { priority: TicketPriority; reason: string } {
  const { category, tier, title, description } = input;
  const enterprise = tier === "enterprise";
  if (category === "security_concern") return { priority: "high", reason: "Security concerns are high" };
  if (category === "compliance_question") return { priority: "high", reason: "Compliance questions are high" };
  const inTitle = URGENT.exec(title);
  const word = (inTitle ?? URGENT.exec(description))?.[1];
  if (word) {
    const where = inTitle ? "title" : "description";
    return {
      priority: enterprise ? "high" : "medium",
      reason: `The ${where} says “${word.toLowerCase()}”${enterprise ? " and the tier is enterprise" : ""}`,
    };
  }
  if (category === "account_access" && enterprise) {
    return { priority: "high", reason: "Account access for the enterprise tier is high" };
  }
  return enterprise
    ? { priority: "medium", reason: "Nothing urgent in the text; medium is usual for the enterprise tier" }
    : { priority: "low", reason: `Nothing urgent in the text; low is usual for the ${tier} tier` };
}
