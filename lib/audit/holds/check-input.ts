import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { requirementOf } from "@/lib/platform/frameworks";

const field = (name: string, message: string) =>
  new AppError("invalid", "Some fields need attention. Nothing was saved.", { fieldErrors: { [name]: [message] } });

/** Every control must stand in a framework. */
export function assertControls(ids: readonly string[]): void {
  const unknown = ids.find((id) => !requirementOf(id));
  if (unknown) throw field("controlIds", `“${unknown}” is in none of the six frameworks.`);
}

/** The person asked for must belong to the organisation. */
export async function assertMember(tx: Tx, personId: string): Promise<void> {
  if ((await tx.membership.count({ where: { personId } })) === 0)
    throw field("personId", "Choose a person of the list.");
}

/** The pieces a hold names by their references. */
export async function evidenceNamed(tx: Tx, references: readonly string[]) {
  const found = await tx.evidence.findMany({
    where: { reference: { in: references.map((reference) => reference.toUpperCase()) } },
    select: { id: true, reference: true, title: true },
  });
  const unknown = references.find((each) => !found.some(({ reference }) => reference === each.toUpperCase()));
  if (unknown) throw field("references", `There is no evidence ${unknown}.`);
  return found;
}
