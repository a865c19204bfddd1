import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { AppError, notFound } from "@/lib/platform/errors";
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

/** Whoever and whatever a hold names by id must be there; an id of nothing would hold nothing. */
export async function assertObjects(tx: Tx, objects: readonly { kind: "person" | "audit_event"; id: string }[]) {
  const of = (kind: string) => [...new Set(objects.filter((each) => each.kind === kind).map(({ id }) => id))];
  const people = of("person");
  const events = of("audit_event");
  if ((await tx.membership.count({ where: { personId: { in: people } } })) < people.length)
    throw notFound("A person of this hold");
  if ((await tx.auditEvent.count({ where: { id: { in: events } } })) < events.length)
    throw notFound("An event of this hold");
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
