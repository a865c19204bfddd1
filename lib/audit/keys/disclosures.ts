import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { queueMail } from "@/lib/platform/mail/send";

/** One download of a package with keys of protected fields in it. */
export type Disclosure = { exportId: string; recipientKind: string; recipientId: string; at: Date };

/**
 * Who was given any of these keys: by the register of keys in packages, and by the trail, which knows every download (A19).
 * What the keys opened stays readable to them.
 */
export function disclosuresOf(tx: Tx, organizationId: string, keys: readonly string[]): Promise<Disclosure[]> {
  return tx.$queryRaw<Disclosure[]>`
    select e.resource_id as "exportId", e.actor_kind as "recipientKind", e.actor_id as "recipientId", max(e.recorded_at) as at
    from audit_event e where e.organization_id = ${organizationId}::uuid and e.resource_type = 'audit_export'
      and e.action = 'audit.export-download' and e.outcome = 'success' and e.actor_id is not null
      and e.resource_id in (select distinct k.export_id::text from disclosed_key k where k.key_id = any(${[...keys]}::uuid[]))
    group by 1, 2, 3 order by 4`;
}

/** Every download of these exports, with the name as the trail has it. */
export function downloadsOf(tx: Tx, organizationId: string, exports: readonly string[]) {
  return tx.auditEvent.findMany({
    where: {
      organizationId,
      resourceType: "audit_export",
      resourceId: { in: [...exports] },
      action: "audit.export-download",
      outcome: "success",
    },
    orderBy: { recordedAt: "desc" },
    take: 100,
    select: { id: true, resourceId: true, actorName: true, recordedAt: true },
  });
}

/** Tells each recipient once, by mail to the person, or to whoever made the API key. @returns how many were told */
export async function tellRecipients(
  tx: Tx,
  organizationId: string,
  given: readonly Disclosure[],
  reference: string,
  at: Date,
): Promise<number> {
  const dates = new Map<string, Set<string>>();
  for (const { recipientKind, recipientId, at: when } of given) {
    const personId = recipientKind === "api_key" ? await makerOfKey(tx, recipientId) : recipientId;
    if (personId === null || (recipientKind !== "user" && recipientKind !== "api_key")) continue;
    dates.set(personId, (dates.get(personId) ?? new Set()).add(when.toISOString().slice(0, 10)));
  }
  let told = 0;
  for (const [personId, days] of dates) {
    const person = await tx.person.findUnique({ where: { id: personId }, select: { email: true } });
    if (!person) continue;
    const subject = `Erasure ${reference}: delete the packages you exported`;
    await queueMail(
      tx,
      { organizationId, kind: "erasure-notice", recipient: person.email, subject, body: notice([...days]) },
      at,
    );
    told += 1;
  }
  return told;
}

const notice = (days: readonly string[]) => `Personal data in the audit trail were erased.

Packages of the audit trail that you downloaded on ${days.join(", ")} hold keys (disclosures.ndjson) with which the erased values
can still be read. Delete these packages, or remove disclosures.ndjson from them, and tell everyone you passed them on to.
The proofs in them stay valid without it. (Article 19 GDPR)
`;

async function makerOfKey(tx: Tx, id: string): Promise<string | null> {
  return (await tx.apiKey.findUnique({ where: { id }, select: { createdById: true } }))?.createdById ?? null;
}
