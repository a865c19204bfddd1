import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { forgetBatchKeys } from "./batch-keys";
import { type Batch, composeBatch, type Sender } from "./compose-batch";
import { isClockAhead } from "./rules";
import { type IngestedEvent, ingestAnswer, ingestInput } from "./schema";
import { writeBatch } from "./write-batch";

/**
 * Events of another system, claimed by its key (A21). All or nothing: one that is not right refuses the whole call. An
 * external id is taken once per key, for ever; sending it again answers with the event that stands.
 */
export const ingestEvents = command({
  name: "audit.ingest",
  summary: "Record 1 to 1,000 events of another system",
  permission: "audit:ingest",
  type: "system_change",
  crud: "create",
  controls: ["CC7.2"],
  input: ingestInput,
  output: ingestAnswer,
  async run({ tx, actor, now }, { events }) {
    if (actor.kind !== "api_key") {
      throw new AppError("forbidden", "Nothing was recorded: only an API key can speak for another system.");
    }
    const { organizationId, keyId, name, requestId } = actor;
    const sender: Sender = { organizationId, keyId, keyName: name, requestId, at: now };
    const unique = firstOfEach(events);
    const { batch, fresh } = await append(tx, sender, unique);
    const taken = new Map<string, string>();
    if (fresh.length < unique.length) {
      const ids = unique.flatMap((event) => event.external_id ?? []);
      const rows = await tx.ingestedEvent.findMany({ where: { keyId, externalId: { in: ids } } });
      for (const { externalId, eventId } of rows) taken.set(externalId, eventId);
    }
    const isFresh = new Set(fresh);
    const answers = new Map<IngestedEvent, { id: string; duplicate: boolean; occurredAt: string }>();
    for (const [position, event] of unique.entries()) {
      const known = isFresh.has(position) ? undefined : taken.get(event.external_id ?? "");
      const id = known ?? (batch.ids[position] as string);
      answers.set(event, { id, duplicate: known !== undefined, occurredAt: batch.occurred[position] as string });
    }
    const byExternalId = new Map(unique.flatMap((event) => (event.external_id ? [[event.external_id, event]] : [])));
    const output = events.map((event) => {
      const first = byExternalId.get(event.external_id ?? "") ?? event;
      const answer = answers.get(first) as { id: string; duplicate: boolean; occurredAt: string };
      return {
        event_id: answer.id,
        external_id: event.external_id ?? null,
        duplicate: answer.duplicate || first !== event,
        clock_ahead: isClockAhead(Date.parse(answer.occurredAt), now.getTime()),
      };
    });
    const accepted = fresh.length;
    return {
      output: { accepted, duplicates: events.length - accepted, events: output },
      event: {
        resource: { type: "api_key", id: keyId, label: name },
        after: {
          accepted,
          duplicates: events.length - accepted,
          clockAhead: output.filter((each) => each.clock_ahead).length,
        },
      },
    };
  },
});

/** Within one call too the first of an external id counts. */
function firstOfEach(events: readonly IngestedEvent[]): IngestedEvent[] {
  const seen = new Set<string>();
  return events.filter(({ external_id }) => {
    if (external_id === undefined) return true;
    if (seen.has(external_id)) return false;
    seen.add(external_id);
    return true;
  });
}

async function append(
  tx: Tx,
  sender: Sender,
  events: readonly IngestedEvent[],
): Promise<{ batch: Batch; fresh: number[] }> {
  for (let tries = 1; tries <= 3; tries += 1) {
    const batch = await composeBatch(tx, sender, events);
    const fresh = await writeBatch(sender, batch);
    if (fresh) return { batch, fresh };
    forgetBatchKeys();
  }
  throw new Error("Keys of protected fields were destroyed again and again while events were written.");
}
