import "server-only";
import { currentConnection } from "@/lib/platform/db/identity";
import { type Batch, ingestRetention, type Sender } from "./compose-batch";

/**
 * Appends a batch in one statement.
 * @returns positions (from 0) of the events that are new; null when a key it was sealed with is gone: nothing was written
 */
export async function writeBatch(sender: Sender, batch: Batch): Promise<number[] | null> {
  const { events } = batch;
  const { rows } = await currentConnection().query<{ fresh: number[] | null }>({
    name: "portal_record_batch",
    text: `select portal_record_batch($1, $2, $3, $4, $5::retention_class, $6::uuid[], $7::bytea, $8::int[], $9::audit_event_type[],
      $10::text[], $11::crud[], $12::outcome[], $13::risk_level[], $14::text[], $15::text[], $16::text[], $17::text[], $18::text[],
      $19::text[], $20::timestamptz[], $21::text[], $22::uuid[], $23::uuid[], $24::uuid[]) as fresh`,
    values: [
      sender.organizationId,
      sender.keyId,
      sender.requestId,
      sender.at.toISOString(),
      ingestRetention,
      batch.ids,
      batch.leaves,
      batch.lengths,
      events.map((event) => event.event_type),
      events.map((event) => event.action),
      events.map((event) => event.crud),
      events.map((event) => event.outcome),
      events.map((event) => event.risk_level),
      batch.actorIds,
      events.map((event) => event.user_id ?? null),
      events.map((event) => event.resource_type),
      events.map((event) => event.resource_id ?? null),
      events.map((event) => event.control_id ?? null),
      events.map((event) => event.ip_address ?? null),
      batch.occurred,
      events.map((event) => event.external_id ?? null),
      batch.keys,
      batch.followedKeys,
      batch.followedEvents,
    ],
  });
  return rows[0]?.fresh?.map((position) => position - 1) ?? null;
}
