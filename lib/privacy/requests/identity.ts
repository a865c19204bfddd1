import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { isVerified, requiredLevel } from "../rules";
import type { VerificationLevel } from "../schema";
import type { LockedRequest } from "./lock";

export type IdentityStanding = {
  reached: VerificationLevel;
  required: VerificationLevel;
  enough: boolean;
  /** No person of this organisation is filed under the address. */
  nothingHeld: boolean;
};

type Facts = Pick<LockedRequest, "kind" | "level" | "personId" | "email">;

/** Where a request stands in the matrix of C4. None of the shipped sources holds special categories. */
export async function identityOf(tx: Tx, request: Facts): Promise<IdentityStanding> {
  const person = request.personId
    ? await tx.person.findUnique({ where: { id: request.personId }, select: { email: true } })
    : null;
  const required = requiredLevel(request.kind, {
    specialCategories: false,
    filedContactConfirmed: person?.email === request.email && request.level !== "L0",
    doubt: false,
    nothingHeld: person === null,
  });
  return {
    reached: request.level,
    required,
    enough: isVerified(request.level, required),
    nothingHeld: person === null,
  };
}
