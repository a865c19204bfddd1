import { addMonths, formatLocalDate, parseLocalDate } from "../../platform/calendar";

export type Question = {
  id: string;
  kind: "single" | "multiple" | "true_false";
  options: readonly string[];
  correct: readonly number[];
};
/** The order somebody sees: question ids, each with the positions of its options. */
export type Layout = { id: string; options: number[] }[];
/** What was chosen: positions in the question's own options, by question id. */
export type Answers = Record<string, readonly number[]>;

/** A random order (Fisher and Yates). `random(n)` gives a whole number from 0 to n − 1. */
export function shuffled<T>(items: readonly T[], random: (below: number) => number): T[] {
  const all = [...items];
  for (let at = all.length - 1; at > 0; at -= 1) {
    const other = random(at + 1);
    [all[at], all[other]] = [all[other] as T, all[at] as T];
  }
  return all;
}

/** Questions and options shuffled anew for each attempt (P17); true and false keep their order. */
export function layoutOf(questions: readonly Question[], random: (below: number) => number): Layout {
  return shuffled(questions, random).map(({ id, kind, options }) => {
    const own = options.map((_, position) => position);
    return { id, options: kind === "true_false" ? own : shuffled(own, random) };
  });
}

export type Grade = { right: number; total: number; passed: boolean; rightIds: string[] };

/** A question is right when exactly the correct options were chosen. RangeError without questions. */
export function gradeOf(questions: readonly Question[], answers: Answers, passPercent: number): Grade {
  if (questions.length === 0) throw new RangeError("A quiz without questions cannot be graded");
  const rightIds = questions
    .filter(({ id, correct }) => {
      const chosen = new Set(answers[id] ?? []);
      return chosen.size === correct.length && correct.every((option) => chosen.has(option));
    })
    .map(({ id }) => id);
  const [right, total] = [rightIds.length, questions.length];
  return { right, total, passed: right * 100 >= passPercent * total, rightIds };
}

/** From when somebody may try again: after each full series of attempts they wait; null for at once. */
export function nextAttemptFrom(
  graded: readonly Date[],
  course: { maxAttempts: number; coolDownHours: number },
): Date | null {
  const last = graded.at(-1);
  if (!last || graded.length % course.maxAttempts !== 0) return null;
  return new Date(last.getTime() + course.coolDownHours * 60 * 60 * 1000);
}

/** The last local day on which passing counts: calendar months, clamped to the month's end. */
export const validUntil = (passedOn: string, validMonths: number): string =>
  formatLocalDate(addMonths(parseLocalDate(passedOn), validMonths));

export const RENEW_DAYS = 30;

/** Whether it is time to ask again, before it expires. */
export const isRenewal = (until: string, today: string): boolean =>
  parseLocalDate(until) - parseLocalDate(today) <= RENEW_DAYS;
