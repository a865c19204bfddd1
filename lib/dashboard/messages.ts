import { percentWords } from "./rules";

const number = (value: number) => value.toLocaleString("en-GB");
const counted = (value: number, one: string, many: string) => `${number(value)} ${value === 1 ? one : many}`;

export type MonthCounts = Record<
  | "policy_versions_published"
  | "acknowledgements_given"
  | "requests_received"
  | "requests_answered"
  | "tickets_opened"
  | "tickets_resolved"
  | "sla_breached"
  | "audit_denied",
  { now: number; before: number } | null
>;

export type MonthSentence = { key: keyof MonthCounts; text: string };

/**
 * What changed this month, in at most five sentences, what hurts first; a count the reader may not see is null and says nothing.
 * `before` is the same part of the month before. Nothing happened, nothing is said.
 */
export function monthSentences(counts: MonthCounts): MonthSentence[] {
  const said = (key: keyof MonthCounts, write: (now: number, before: number) => string | null): MonthSentence[] => {
    const count = counts[key];
    const text = count && (count.now > 0 || count.before > 0) ? write(count.now, count.before) : null;
    return text === null ? [] : [{ key, text }];
  };
  const answered = counts.requests_answered?.now ?? 0;
  const resolved = counts.tickets_resolved?.now ?? 0;
  const sentences = [
    ...said("sla_breached", (now, before) =>
      now === 0
        ? `No SLA promise was broken, against ${number(before)} in the same part of last month.`
        : `${counted(now, "SLA promise was", "SLA promises were")} broken${against(before)}.`,
    ),
    ...said("requests_received", (now, before) =>
      now === 0
        ? null
        : `${counted(now, "data-subject request", "data-subject requests")} came in${against(before)}; ${answered === 0 ? "none was" : answered === 1 ? "one was" : `${number(answered)} were`} answered.`,
    ),
    ...said("policy_versions_published", (now) =>
      now === 0 ? null : `${counted(now, "policy version", "policy versions")} came into force.`,
    ),
    ...said("acknowledgements_given", (now, before) =>
      now === 0
        ? null
        : `People acknowledged policies ${now === 1 ? "once" : `${number(now)} times`}${against(before)}.`,
    ),
    ...said("tickets_opened", (now, before) =>
      now === 0
        ? null
        : `${counted(now, "ticket was", "tickets were")} opened${against(before)}; ${resolved === 0 ? "none was" : resolved === 1 ? "one was" : `${number(resolved)} were`} resolved.`,
    ),
    ...said("audit_denied", (now, before) =>
      now === 0 ? null : `${counted(now, "act was", "acts were")} refused${against(before)}.`,
    ),
  ];
  return sentences.slice(0, 5);
}

const against = (before: number) =>
  before === 0 ? ", none in the same part of last month" : `, against ${number(before)} in the same part of last month`;

export type AttainmentPoint = { label: string; value: number | null };

/** The message of a chart of attainment: where it stands and what moved; gaps are not compared. */
export function attainmentTitle(points: readonly AttainmentPoint[], target: number, name: string): string {
  const known = points.filter((point): point is { label: string; value: number } => point.value !== null);
  const last = known.at(-1);
  const first = known[0];
  if (!last || !first) return `${name}: nothing was decided yet`;
  const stands = last.value >= target ? "meets" : "is below";
  const now = `${name} ${stands} the target at ${percentWords(last.value)}`;
  if (first === last) return now;
  const moved = Math.round((last.value - first.value) * 10) / 10;
  if (moved === 0) return `${now}, as in ${first.label}`;
  return `${now}, ${moved > 0 ? "up" : "down"} ${Math.abs(moved).toLocaleString("en-GB")} points since ${first.label}`;
}

/** One sentence that says the picture: lowest, latest and how many periods have no data. */
export function attainmentSummary(points: readonly AttainmentPoint[], target: number): string {
  const known = points.filter((point): point is { label: string; value: number } => point.value !== null);
  const lowest = known.toSorted((a, b) => a.value - b.value)[0];
  if (!lowest) return "No promise was decided in this period.";
  const below = known.filter(({ value }) => value < target).length;
  const gaps = points.length - known.length;
  const parts = [
    `Below ${percentWords(target)} in ${number(below)} of ${number(known.length)}`,
    `lowest ${percentWords(lowest.value)} in ${lowest.label}`,
    ...(gaps > 0 ? [`no data in ${number(gaps)}`] : []),
  ];
  return `${parts.join("; ")}.`;
}
