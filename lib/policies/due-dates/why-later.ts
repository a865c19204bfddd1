import { parseLocalDate } from "../../platform/calendar";
import { daysWords } from "../../platform/people/absences/rules";
import type { AbsenceKind } from "../../platform/people/absences/schema";
import type { DutyTime, Span } from "../rules";

const words: Record<AbsenceKind, string> = {
  leave: "leave",
  parental: "parental leave",
  sick: "sick leave",
  other: "absence",
};

/** `open`: nobody knows yet when it ends. */
type Away = Span & { kind: AbsenceKind; open: boolean };

/** "14 days, not counting your leave 3–17 August 2026": why a last day is later; null where no absence moved it. */
export function whyLater({ countedFrom, baseDueOn, dueOn }: DutyTime, absences: readonly Away[]): string | null {
  if (dueOn <= baseDueOn) return null;
  const counted = absences.filter(({ from, to }) => to > countedFrom && from <= dueOn);
  if (counted.length === 0) return null;
  const days = parseLocalDate(baseDueOn) - parseLocalDate(countedFrom);
  const away = counted.map(({ kind, from, to, open }) => {
    const span = daysWords({ firstDay: from, lastDay: open ? null : to });
    return `your ${words[kind]} ${span}${open ? " on, and later if it goes on" : ""}`;
  });
  return `${days} ${days === 1 ? "day" : "days"}, not counting ${new Intl.ListFormat("en-GB").format(away)}`;
}
