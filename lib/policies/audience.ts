import type { Role } from "../platform/auth/roles";
import { type DutyTime, dutyTime, type Span } from "./rules";
import type { AudienceKind } from "./schema";

export type Rule = { kind: AudienceKind; value?: string | null; excluded: boolean; dueDays?: number | null };

/** One member of the organisation. Local ISO dates; null where nothing is known. */
export type Member = {
  roles: readonly Role[];
  department: string | null;
  location: string | null;
  /** Ids of the named groups they belong to. */
  groups?: readonly string[];
  active: boolean;
  startDate: string | null;
  endDate: string | null;
  /** Recorded absences; one without an end counts up to today. */
  absences?: readonly Span[];
};

/** Customers and outside auditors do not work here: no policy is for them unless they have another role too. */
const outside: readonly Role[] = ["customer", "auditor"];

/** Whether somebody works here on a day, or will: members who left, customers and outside auditors do not. */
export function worksHere(member: Member, today: string): boolean {
  return (
    member.active &&
    (member.endDate === null || member.endDate >= today) &&
    member.roles.some((role) => !outside.includes(role))
  );
}

function matches(rule: Rule, member: Member): boolean {
  switch (rule.kind) {
    case "everyone":
      return true;
    case "role":
      return member.roles.some((role) => role === rule.value);
    case "department":
      return rule.value !== null && rule.value === member.department;
    case "location":
      return rule.value !== null && rule.value === member.location;
    case "group":
      return member.groups?.some((group) => group === rule.value) ?? false;
  }
}

/**
 * Whether a version is for somebody, and until when they have (P11, P12): null, or the time for it. Rules add up; an excluding rule wins;
 * where audiences overlap the earliest date counts, nobody is late before the text is in force, and days of an absence do not run. The
 * database says the same of everybody at once (`policy_audience_of`). RangeError on impossible dates or days.
 */
export function dutyTimeOf(
  member: Member,
  rules: readonly Rule[],
  version: { publishedOn: string; dueDays: number; effectiveFrom?: string | null },
  today: string,
): DutyTime | null {
  if (!worksHere(member, today)) return null;
  const found = rules.filter((rule) => matches(rule, member));
  if (found.length === 0 || found.some((rule) => rule.excluded)) return null;
  return dutyTime({
    publishedOn: version.publishedOn,
    startedOn: member.startDate ?? undefined,
    days: Math.min(...found.map((rule) => rule.dueDays ?? version.dueDays)),
    effectiveFrom: version.effectiveFrom ?? undefined,
    absences: member.absences,
  });
}

const words: Record<AudienceKind, (value: string) => string> = {
  everyone: () => "Everyone who works here",
  role: (value) => `role ${value.replaceAll("_", " ")}`,
  department: (value) => value,
  location: (value) => value,
  group: (value) => `group ${value}`,
};

/** "Care, Finance; not Hamburg". Groups are called by their names, where those are known. */
export function audienceWords(rules: readonly Rule[], groups: ReadonlyMap<string, string> = new Map()): string {
  const nameOf = ({ kind, value }: Rule) => (kind === "group" ? (groups.get(value ?? "") ?? "of old") : (value ?? ""));
  const list = (some: readonly Rule[]) => some.map((rule) => words[rule.kind](nameOf(rule))).join(", ");
  const out = rules.filter((rule) => rule.excluded);
  const kept = list(rules.filter((rule) => !rule.excluded));
  return out.length === 0 ? kept : `${kept}; not ${list(out)}`;
}
