import { parseLocalDate, weekdayOf } from "../../platform/calendar";

/** One open assignment. Local ISO dates; `told`: stages its person has been told of. */
export type OpenDuty = { assignmentId: string; assignedOn: string; dueOn: string; told: readonly string[] };
export type Told = { assignmentId: string; stage: string };

/** Overdue by so many days, and told twice, a duty is also the manager's matter. */
const MANAGER_AFTER_DAYS = 15;
const WEEK = 7;

/** Saturday and Sunday. @throws RangeError on an impossible date */
export const isWeekend = (today: string): boolean => [0, 6].includes(weekdayOf(parseLocalDate(today)));

/**
 * The stages of an assignment that have come by a day, the earliest first (P12): half time, three days and one day before the last day, then
 * weekly when it is over. A stage that lies before the assignment, or half time within the last three days, is left out.
 */
export function stagesReached({ assignedOn, dueOn }: OpenDuty, today: string): string[] {
  const [from, due, day] = [parseLocalDate(assignedOn), parseLocalDate(dueOn), parseLocalDate(today)];
  const half = from + Math.floor((due - from) / 2);
  const before: [string, number][] = [
    ...(half < due - 3 ? [["half-time", half] as [string, number]] : []),
    ["3-days", due - 3],
    ["1-day", due - 1],
  ];
  const reached = before.filter(([, at]) => at > from && at <= day).map(([stage]) => stage);
  for (let week = 1; due + 1 + (week - 1) * WEEK <= day; week += 1) reached.push(`overdue-${week}`);
  return reached;
}

/** For the manager: weekly from the fifteenth day after the last one. */
export function managerStagesReached({ dueOn }: OpenDuty, today: string): string[] {
  const [due, day] = [parseLocalDate(dueOn), parseLocalDate(today)];
  const reached: string[] = [];
  for (let week = 1; due + MANAGER_AFTER_DAYS + (week - 1) * WEEK <= day; week += 1) reached.push(`manager-${week}`);
  return reached;
}

/**
 * What one digest of a day is about: every stage that has come and was not told, or null when there is nothing new or it is a weekend. One
 * digest a person, never one mail a policy; only the latest stage of a duty is a reason to write, the ones it has outrun are ticked off.
 */
export function planDigest(
  duties: readonly OpenDuty[],
  today: string,
  stages: (duty: OpenDuty, today: string) => string[] = stagesReached,
): { told: Told[] } | null {
  if (isWeekend(today)) return null;
  let reason = false;
  const told: Told[] = [];
  for (const duty of duties) {
    const reached = stages(duty, today);
    const latest = reached.at(-1);
    if (latest !== undefined && !duty.told.includes(latest)) reason = true;
    for (const stage of reached) if (!duty.told.includes(stage)) told.push({ assignmentId: duty.assignmentId, stage });
  }
  return reason ? { told } : null;
}

/** Review dates are announced 60, 30 and 7 days before (P7): the nearest that has come, null before the first. Local ISO dates. */
export function reviewStage(reviewDate: string, today: string): 60 | 30 | 7 | null {
  const left = parseLocalDate(reviewDate) - parseLocalDate(today);
  return ([7, 30, 60] as const).find((days) => left <= days) ?? null;
}
