import { type Role, role } from "@/lib/platform/auth/roles";
import type { AccessDecision, AccessOutcome } from "./schema";

export type Candidate = { personId: string; managerId: string | null };

/**
 * Who reviews a person: their manager, else the campaign's owner, else another officer or administrator; never the person (E8).
 * Null when nobody is left: an exception from the start. `mayReview`: active people who are no customers.
 */
export function reviewerOf(
  { personId, managerId }: Candidate,
  ownerId: string,
  others: readonly string[],
  mayReview: ReadonlySet<string>,
): string | null {
  const wanted = [managerId, ownerId, ...others];
  return wanted.find((each): each is string => each !== null && each !== personId && mayReview.has(each)) ?? null;
}

type Decided = { role: Role; decision: AccessDecision | null; newRole: Role | null };

/** The roles that are left when decisions are carried out, in the table's order and each once. */
export function rolesAfter(roles: readonly Role[], decisions: readonly Decided[]): Role[] {
  const after = new Set(roles);
  for (const { role, decision } of decisions) if (decision === "remove" || decision === "change") after.delete(role);
  for (const { decision, newRole } of decisions) if (decision === "change" && newRole) after.add(newRole);
  return role.options.filter((each) => after.has(each));
}

export function sameRoles(one: readonly Role[], other: readonly Role[]): boolean {
  return new Set(one).size === new Set(other).size && one.every((each) => other.includes(each));
}

/**
 * What closing makes of an item. A removal or change needs a second person: the one who closes, unless they decided it
 * themselves or it is about them; then another confirms it.
 */
export function outcomeAtClose(
  item: { decision: AccessDecision | null; reviewerId: string | null; personId: string; left: boolean },
  closerId: string,
): AccessOutcome {
  if (item.left) return "left";
  if (item.decision === null) return "exception";
  if (item.decision === "keep") return "kept";
  return mayApprove(item, closerId) ? "planned" : "waiting";
}

/** The second person is neither who decided nor whom it is about (platform.md section 1). */
export function mayApprove(item: { reviewerId: string | null; personId: string }, approverId: string): boolean {
  return approverId !== item.reviewerId && approverId !== item.personId;
}

export type ReminderKind = "soon" | "last-day";

/** Which reminder a reviewer with open decisions gets today; `daysLeft` counts to the last day, which is 0. */
export function reminderOf(daysLeft: number): ReminderKind | null {
  if (daysLeft < 0 || daysLeft > 3) return null;
  return daysLeft === 0 ? "last-day" : "soon";
}
