import { parseLocalDate } from "../platform/calendar";
import type { Effectiveness } from "./schema";

export type Counts = {
  effective: number;
  partial: number;
  ineffective: number;
  notTested: number;
  notApplicable: number;
};

export type Scores = { effectiveness: number | null; coverage: number | null; readiness: number | null };

/**
 * Effectiveness, coverage and readiness in per cent, unrounded; null where there is nothing to divide by (D6). Counts are sums of
 * weights: finite, not negative, fractions allowed, else RangeError. What is not applicable is in no denominator.
 */
export function score(counts: Counts): Scores {
  const { effective, partial, ineffective, notTested, notApplicable } = counts;
  for (const count of [effective, partial, ineffective, notTested, notApplicable]) {
    if (!Number.isFinite(count) || count < 0) throw new RangeError(`Not a count: ${count}`);
  }
  const achieved = effective + partial / 2;
  const tested = effective + partial + ineffective;
  const inScope = tested + notTested;
  return {
    effectiveness: percentage(achieved, tested),
    coverage: percentage(tested, inScope),
    readiness: percentage(achieved, inScope),
  };
}

/** Multiplying first keeps whole limits whole: 57 of 100 is 57, not 56.99999999999999. */
function percentage(part: number, whole: number): number | null {
  if (whole === 0) return null;
  if (!Number.isFinite(whole * 100)) throw new RangeError("Counts too large to add");
  return part === whole ? 100 : Math.min(100, (part * 100) / whole);
}

export type Grade = "A+" | "A" | "B+" | "B" | "C+" | "C" | "D" | "F";

const GRADES: readonly (readonly [least: number, grade: Grade])[] = [
  [95, "A+"],
  [90, "A"],
  [85, "B+"],
  [80, "B"],
  [75, "C+"],
  [70, "C"],
  [60, "D"],
  [0, "F"],
];
const ENOUGH_COVERAGE = 60;

/**
 * The grade of readiness (D7), compared unrounded. Null or coverage below 60 is "insufficient_data"; any cap gives the worse of
 * the grade and C. RangeError outside 0 to 100.
 */
export function grade(
  readiness: number | null,
  coverage: number | null,
  caps: { keyControlIneffective: boolean; integrityFailure: boolean; expiredException: boolean },
): Grade | "insufficient_data" {
  for (const value of [readiness, coverage]) checkPercentage(value);
  if (readiness === null || coverage === null || coverage < ENOUGH_COVERAGE) return "insufficient_data";
  const capped = caps.keyControlIneffective || caps.integrityFailure || caps.expiredException;
  // A value capped just inside C takes C; anything below stays what it is.
  const counted = capped ? Math.min(readiness, 70) : readiness;
  return GRADES.find(([least]) => counted >= least)?.[1] ?? "F";
}

export type ScoreStatus = "excellent" | "good" | "warning" | "critical";

/** The word for a percentage (D7); null, shown "No data", when there is none. RangeError outside 0 to 100. */
export function status(value: number | null): ScoreStatus | null {
  checkPercentage(value);
  if (value === null) return null;
  if (value >= 95) return "excellent";
  if (value >= 85) return "good";
  return value >= 70 ? "warning" : "critical";
}

function checkPercentage(value: number | null): void {
  if (value !== null && !(value >= 0 && value <= 100)) throw new RangeError(`Not a percentage: ${value}`);
}

/** Local dates, both included. */
export type Period = { from: string; to: string };

/** A test of a control; only reviewed ones whose evidence period overlaps the judged period count. */
export type ControlTest = {
  reviewed: boolean;
  evidence: Period;
  designFailed: boolean;
  sampled: number;
  exceptions: number;
  /** Repeats another test after remediation: shown beside it, its clean items never dilute the first one's exceptions. */
  retest?: boolean;
};

/** One expected performance of a control: when it was due, when it was done. Local dates. */
export type Occurrence = { due: string; performed: string | null };

export type ControlJudgement = { state: Effectiveness; reasons: readonly string[] };

/** A convention, editable per organisation: more than a tenth of the items with an exception is ineffective. */
export const DEFAULT_TOLERABLE_RATE = 0.1;

/**
 * The state of a control in a period (D4, D4a), with the reasons. Before the period is over only occurrences already due count;
 * one due on `asOf` itself still has that day. RangeError: impossible dates, counts or rate.
 */
export function controlState(input: {
  applicable: boolean;
  period: Period;
  /** Local date of the judgement. */
  asOf: string;
  tests: readonly ControlTest[];
  occurrences: readonly Occurrence[];
  openHighFindings: number;
  tolerableRate?: number;
}): ControlJudgement {
  const { period, asOf, openHighFindings, tolerableRate = DEFAULT_TOLERABLE_RATE } = input;
  checkPeriod(period);
  parseLocalDate(asOf);
  if (!(tolerableRate >= 0 && tolerableRate <= 1)) throw new RangeError(`Not a rate: ${tolerableRate}`);
  if (!input.applicable) return { state: "not_applicable", reasons: ["Approved as not applicable"] };

  const tests = input.tests.filter((test) => {
    checkTest(test);
    return test.reviewed && test.evidence.from <= period.to && test.evidence.to >= period.from;
  });
  if (tests.length === 0) return { state: "not_tested", reasons: ["No reviewed test of this period"] };

  const first = tests.filter((test) => !test.retest);
  const sampled = sum(first.map((test) => test.sampled));
  const failed = sum(first.map((test) => test.exceptions));
  const { expected, performed, late } = countOccurrences(input.occurrences, period, asOf);

  const failures: string[] = [];
  if (tests.some((test) => test.designFailed)) failures.push("The design failed a test");
  if (sampled > 0 && failed / sampled > tolerableRate) {
    failures.push(`Exceptions in ${failed} of ${sampled} items, more than tolerable`);
  }
  if (performed * 2 < expected) failures.push(`Performed ${performed} of ${expected} times`);
  if (failures.length > 0) return { state: "ineffective", reasons: failures };

  const doubts: string[] = [];
  const exceptions = sum(tests.map((test) => test.exceptions));
  if (exceptions > 0) doubts.push(exceptions === 1 ? "1 exception" : `${exceptions} exceptions`);
  if (performed < expected) doubts.push(`Missed ${expected - performed} of ${expected} times`);
  if (late > 0) doubts.push(`Late ${late} of ${expected} times`);
  if (openHighFindings > 0) doubts.push("An open finding of high or critical severity");
  if (doubts.length > 0) return { state: "partially_effective", reasons: doubts };
  return { state: "effective", reasons: [] };
}

function countOccurrences(occurrences: readonly Occurrence[], period: Period, asOf: string) {
  let [expected, performed, late] = [0, 0, 0];
  for (const { due, performed: on } of occurrences) {
    parseLocalDate(due);
    if (on !== null) parseLocalDate(on);
    if (due < period.from || due > period.to) continue;
    const done = on !== null && on <= asOf;
    if (due > asOf || (due === asOf && !done)) continue;
    expected += 1;
    if (done) performed += 1;
    if (done && on > due) late += 1;
  }
  return { expected, performed, late };
}

function checkPeriod({ from, to }: Period): void {
  if (parseLocalDate(from) > parseLocalDate(to))
    throw new RangeError(`A period ends before it begins: ${from} to ${to}`);
}

function checkTest({ evidence, sampled, exceptions }: ControlTest): void {
  checkPeriod(evidence);
  if (!Number.isSafeInteger(sampled) || !Number.isSafeInteger(exceptions) || exceptions < 0 || exceptions > sampled) {
    throw new RangeError(`Not a sample: ${exceptions} exceptions in ${sampled} items`);
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}

/** A state set by hand needs a reason and a second person (D4a); it is shown as an override. */
export function mayOverride(override: { reason: string; requestedBy: string; approvedBy: string }): boolean {
  return override.reason.trim() !== "" && override.requestedBy !== override.approvedBy;
}

/**
 * The state of a requirement from those of its controls (D4b). Controls that are not applicable are left out; where none is marked
 * key, all are. Call it once for Type I (design) and once for Type II (operation) states: the two are never merged.
 */
export function requirementState(input: {
  /** False only when "not applicable" was approved. */
  applicable: boolean;
  controls: readonly { state: Effectiveness; key: boolean }[];
}): Effectiveness {
  if (!input.applicable) return "not_applicable";
  const controls = input.controls.filter(({ state }) => state !== "not_applicable");
  if (controls.every(({ state }) => state === "not_tested")) return "not_tested";
  const marked = controls.filter(({ key }) => key);
  const key = marked.length > 0 ? marked : controls;
  if (key.every(({ state }) => state === "effective")) return "effective";
  return key.some(({ state }) => state === "ineffective") ? "ineffective" : "partially_effective";
}

/** Share in per cent as it is read: "83%", "99.5%"; never rounded up to 100, nor down to 0. */
export function percentWords(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  const shown = value < 100 && rounded >= 100 ? 99.9 : value > 0 && rounded <= 0 ? 0.1 : rounded;
  return `${shown.toLocaleString("en-GB", { maximumFractionDigits: 1 })}%`;
}

/** Share of promises to keep, in per cent: a convention, until organisations set their own. */
export const slaTarget = 95;
