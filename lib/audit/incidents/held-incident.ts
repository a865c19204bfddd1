import "server-only";
import type { Actor } from "@/lib/platform/auth/actor-types";
import type { Tx } from "@/lib/platform/db/client";
import { AppError, notFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import type { CommandContext } from "@/lib/platform/operation/context";

/** Locks the incident for this transaction. A closed one takes no further act. */
export async function holdIncident(tx: Tx, id: string) {
  await tx.$queryRaw`select id from incident where id = ${id}::uuid for update`;
  const incident = await tx.incident.findUnique({ where: { id } });
  if (!incident) throw notFound("This incident");
  if (incident.status === "closed") {
    throw new AppError("conflict", "Nothing was changed: this incident is closed. What comes up now is a new one.");
  }
  return incident;
}

export function personOf(actor: Actor): string {
  if (actor.kind !== "user") throw new AppError("forbidden", "Only a person can work on an incident.");
  return actor.personId;
}

type EntryKind = "opened" | "moved" | "note" | "linked" | "revised" | "personal-data" | "action" | "escalated";

/** Adds a line to the timeline, which the database lets nobody change afterwards (I1). */
export async function tell(
  { tx, actor, now }: Pick<CommandContext, "tx" | "actor" | "now">,
  incidentId: string,
  kind: EntryKind,
  text: string,
): Promise<void> {
  const { organizationId } = actor;
  const authorId = actor.kind === "user" ? actor.personId : null;
  await tx.incidentEntry.create({
    data: { id: newId(now.getTime()), organizationId, incidentId, kind, text, authorId, at: now },
  });
}

/** How its events name an incident. */
export const resourceOf = ({ id, reference, title }: { id: string; reference: string; title: string }) => ({
  type: "incident",
  id,
  label: `${reference} ${title}`,
});

/** Refuses an owner who does not belong here. */
export async function assertMember(tx: Tx, personId: string, field: string): Promise<string> {
  const member = await tx.membership.findFirst({
    where: { personId, active: true, NOT: { roles: { equals: ["customer"] } } },
    include: { person: { select: { name: true } } },
  });
  if (member) return member.person.name;
  throw new AppError("invalid", "Some fields need attention. Nothing was saved.", {
    fieldErrors: { [field]: ["Choose somebody of your organisation."] },
  });
}
