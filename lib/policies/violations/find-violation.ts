import "server-only";
import type { Actor } from "../../platform/auth/actor-types";
import type { Tx } from "../../platform/db/client";
import { AppError, notFound } from "../../platform/errors";
import { dateText } from "../local-day";
import type { ViolationStatus } from "../schema";
import { canMove } from "./rules";

/** Whom a violation is about does not see it, whatever their role. */
export const notAbout = (actor: Actor) =>
  actor.kind === "user" ? { OR: [{ subjectId: null }, { subjectId: { not: actor.personId } }] } : {};

/** The row that decides, locked. */
export async function lockViolation(tx: Tx, actor: Actor, violationId: string) {
  await tx.$queryRaw`select 1 from policy_violation where id = ${violationId}::uuid for update`;
  const violation = await tx.policyViolation.findFirst({
    where: { id: violationId, ...notAbout(actor) },
    omit: { followKeyHash: true },
  });
  if (!violation) throw notFound("This violation");
  return violation;
}

export function assertMove(violation: { reference: string; status: ViolationStatus }, to: ViolationStatus): void {
  if (canMove(violation.status, to)) return;
  throw new AppError("conflict", `Nothing was changed: ${violation.reference} is ${violation.status}.`);
}

export const violationResource = (violation: { id: string; reference: string }) => ({
  type: "policy_violation",
  id: violation.id,
  label: violation.reference,
});

/** The member with this address, or an error at the field. */
export async function memberByEmail(tx: Tx, organizationId: string, email: string, field: string): Promise<string> {
  const person = await tx.person.findFirst({
    where: { email, memberships: { some: { organizationId, active: true } } },
    select: { id: true },
  });
  if (person) return person.id;
  throw invalidField(field, "Nobody here has this address.");
}

export const invalidField = (field: string, message: string) =>
  new AppError("invalid", "Some fields need attention. Nothing was saved.", { fieldErrors: { [field]: [message] } });

export const dayOrNull = (date: Date | null): string | null => (date ? dateText(date) : null);
