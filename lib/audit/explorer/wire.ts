import "server-only";
import { toBase64, toHex } from "@/lib/platform/crypto/bytes";
import type { EventRow, readEvent } from "./queries";

/** An event as the REST routes name it. */
export const eventWire = (event: EventRow) => ({
  event_id: event.id,
  event_type: event.type,
  action: event.action,
  crud: event.crud,
  outcome: event.outcome,
  risk_level: event.riskLevel,
  actor: { kind: event.actorKind, id: event.actorId, name: event.actorName },
  resource: { type: event.resourceType, id: event.resourceId, label: event.resourceLabel },
  occurred_at: event.occurredAt,
  recorded_at: event.recordedAt,
  request_id: event.requestId,
  index: event.index,
});

/** One event with the bytes that were signed and everything needed to prove its place. */
export function eventDetailWire({ event, revealed, differing, place }: Awaited<ReturnType<typeof readEvent>>) {
  const index = "index" in place ? `${place.index}` : null;
  return {
    ...eventWire({ ...event, index }),
    leaf: toBase64(event.leaf),
    decoded: revealed?.leaf ?? null,
    differing_columns: differing,
    log_state: place.state,
    leaf_hash: "leafHash" in place ? toHex(place.leafHash) : null,
    inclusion_proof: place.state === "signed" ? place.proof.map(toBase64) : null,
    checkpoint: "log" in place ? place.log.note : null,
  };
}
