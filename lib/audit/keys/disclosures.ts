import "server-only";
import type { Actor } from "@/lib/platform/auth/actor-types";
import { actorIdOf } from "@/lib/platform/auth/actor-types";
import type { Tx } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { queueMail } from "@/lib/platform/mail/send";

/** Somebody begins to receive keys of protected fields; the package's keys follow by `noteDisclosedKeys`. @returns its id */
export async function beginDisclosure(tx: Tx, actor: Actor, at: Date): Promise<string> {
  const id = newId(at.getTime());
  await tx.disclosure.create({
    data: {
      id,
      organizationId: actor.organizationId,
      recipientKind: actor.kind,
      recipientId: actorIdOf(actor) ?? "visitor",
      disclosedAt: at,
    },
  });
  return id;
}

/** Which keys went along: before the bytes leave, so that every recipient is known (A17). Safe to repeat. */
export async function noteDisclosedKeys(
  tx: Tx,
  organizationId: string,
  disclosureId: string,
  keys: readonly string[],
): Promise<void> {
  await tx.$executeRaw`
    insert into disclosed_key (key_id, disclosure_id, organization_id)
    select k, ${disclosureId}::uuid, ${organizationId}::uuid from unnest(${[...keys]}::uuid[]) k on conflict do nothing`;
}

type Given = { id: string; recipientKind: string; recipientId: string; disclosedAt: Date };

/** Disclosures made earlier under any of these keys: what they opened stays readable to whoever has them. */
export function disclosuresOf(tx: Tx, keys: readonly string[]): Promise<Given[]> {
  return tx.$queryRaw<Given[]>`
    select d.id, d.recipient_kind as "recipientKind", d.recipient_id as "recipientId", d.disclosed_at as "disclosedAt"
    from disclosure d where exists (select 1 from disclosed_key k where k.disclosure_id = d.id and k.key_id = any(${[...keys]}::uuid[]))
    order by d.disclosed_at, d.id`;
}

/** Tells each recipient once, by mail to the person, or to whoever made the API key. @returns ids of those told */
export async function tellRecipients(
  tx: Tx,
  organizationId: string,
  given: readonly Given[],
  reference: string,
  at: Date,
): Promise<string[]> {
  const dates = new Map<string, Set<string>>();
  for (const { recipientKind, recipientId, disclosedAt } of given) {
    const personId = recipientKind === "api_key" ? await ownerOfKey(tx, recipientId) : recipientId;
    if (personId === null || (recipientKind !== "user" && recipientKind !== "api_key")) continue;
    dates.set(personId, (dates.get(personId) ?? new Set()).add(disclosedAt.toISOString().slice(0, 10)));
  }
  const told: string[] = [];
  for (const [personId, days] of dates) {
    const person = await tx.person.findUnique({ where: { id: personId }, select: { email: true } });
    if (!person) continue;
    const mail = { organizationId, kind: "erasure-notice", recipient: person.email };
    await queueMail(
      tx,
      { ...mail, subject: `Erasure ${reference}: please delete what you exported`, body: notice([...days]) },
      at,
    );
    told.push(personId);
  }
  return told;
}

const notice = (days: readonly string[]) => `Personal data in the audit trail were erased.

Packages of the audit trail that were exported for you on ${days.join(", ")} hold keys (disclosures.ndjson) with which the
erased values can still be read. Delete these packages, or remove disclosures.ndjson from them, and tell everyone you passed
them on to. The proofs in them stay valid without it. (Article 19 GDPR)
`;

async function ownerOfKey(tx: Tx, id: string): Promise<string | null> {
  return (await tx.apiKey.findUnique({ where: { id }, select: { createdById: true } }))?.createdById ?? null;
}
