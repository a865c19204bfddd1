import "server-only";
import { canonicalize } from "@/lib/platform/crypto/canonical-json";
import { pseudonymOf } from "@/lib/platform/crypto/pseudonym";
import type { Tx } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import type { RetentionClassName } from "@/lib/platform/operation/event-types";
import { sealField } from "@/lib/platform/operation/subject-keys";
import { type BatchKey, batchKeys, keyName } from "./batch-keys";
import { claimedSubjects } from "./claimed-people";
import type { IngestedEvent } from "./schema";

export const ingestRetention: RetentionClassName = "seven_years";

/** Who sends, when we took it, and under which request. */
export type Sender = { organizationId: string; keyId: string; keyName: string; requestId: string; at: Date };

type Places = { subject: string | null; address: string | null };

/** A batch as the database takes it: one list per column, all leaves one behind the other. */
export type Batch = {
  ids: string[];
  leaves: Buffer;
  lengths: number[];
  events: readonly IngestedEvent[];
  actorIds: (string | null)[];
  occurred: string[];
  keys: string[];
  /** Keys of columns that the claimed person does not lead to, with their events. */
  followedKeys: string[];
  followedEvents: string[];
};

/**
 * Leaves and columns of a batch. The actor is what the key claims: its id stands for the user (a member's own, else a
 * pseudonym), the user's id as it was sent, its address and its details are sealed under that user's key (A17, A21).
 */
export async function composeBatch(tx: Tx, sender: Sender, events: readonly IngestedEvent[]): Promise<Batch> {
  const moment = sender.at.toISOString();
  const { organizationId } = sender;
  const users = new Set<string>();
  for (const { user_id } of events) if (user_id !== undefined) users.add(user_id);
  const subjects = await claimedSubjects(tx, organizationId, [...users]);
  const unnamed = pseudonymOf("ingest", sender.keyId);
  const places = events.map((event): Places => {
    const subject = event.user_id === undefined ? null : (subjects.get(event.user_id) ?? null);
    const about = subject ?? (event.details ? unnamed : null);
    return {
      subject: about,
      address: event.ip_address === undefined ? null : (subject ?? pseudonymOf("address", event.ip_address)),
    };
  });
  const wanted = places.flatMap(({ subject, address }) => [
    ...(subject ? [{ subject, retentionClass: ingestRetention }] : []),
    ...(address ? [{ subject: address, retentionClass: "one_year" as const }] : []),
  ]);
  const keys = await batchKeys(tx, organizationId, moment.slice(0, 7), wanted);
  return write(sender, events, places, keys, moment);
}

function write(
  sender: Sender,
  events: readonly IngestedEvent[],
  places: readonly Places[],
  keys: ReadonlyMap<string, BatchKey>,
  moment: string,
): Batch {
  const { organizationId, keyId, requestId, at } = sender;
  const ids: string[] = [];
  const leaves: Uint8Array[] = [];
  const actorIds: (string | null)[] = [];
  const occurred: string[] = [];
  const followedKeys: string[] = [];
  const followedEvents: string[] = [];
  const keyOf = (subject: string, retentionClass: RetentionClassName) =>
    keys.get(keyName({ subject, retentionClass })) as BatchKey;
  for (const [position, event] of events.entries()) {
    const { subject, address } = places[position] as Places;
    const id = newId(at.getTime());
    const long = subject === null ? null : keyOf(subject, ingestRetention);
    const short = address === null ? null : keyOf(address, "one_year");
    const named = event.user_id !== undefined && subject !== null;
    const actorId = named ? subject.slice(subject.indexOf(":") + 1) : null;
    const occurredAt = event.occurred_at === undefined ? moment : new Date(event.occurred_at).toISOString();
    if (short && !named) {
      followedKeys.push(short.id);
      followedEvents.push(id);
    }
    ids.push(id);
    actorIds.push(actorId);
    occurred.push(occurredAt);
    leaves.push(
      canonicalize({
        v: 1,
        id,
        organization: organizationId,
        type: event.event_type,
        action: event.action,
        crud: event.crud,
        outcome: event.outcome,
        riskLevel: event.risk_level,
        retentionClass: ingestRetention,
        actor: {
          kind: "claimed",
          id: actorId,
          name: named && long ? sealField(long, event.user_id) : null,
          claimedBy: keyId,
        },
        resource: { type: event.resource_type, id: event.resource_id ?? null, label: null },
        change: { before: null, after: event.details && long ? sealField(long, event.details) : null, reason: null },
        controlIds: event.control_id === undefined ? [] : [event.control_id],
        externalId: event.external_id ?? null,
        occurredAt,
        recordedAt: moment,
        ip: short ? sealField(short, event.ip_address) : null,
        userAgent: null,
        sessionId: null,
        requestId,
        correlationId: null,
      }),
    );
  }
  return {
    ids,
    leaves: Buffer.concat(leaves),
    lengths: leaves.map((leaf) => leaf.length),
    events,
    actorIds,
    occurred,
    keys: [...new Set([...keys.values()].map((key) => key.id))],
    followedKeys,
    followedEvents,
  };
}
