import { randomUUID } from "node:crypto";
import path from "node:path";
import { Client } from "pg";
import { withoutIndexes } from "./fill-events";
import type { Bench } from "./start";

const batchSize = 2_000;
const people = 500;
/** When the first event was; ten milliseconds lie between two. */
const began = 1_772_000_000_000;

/**
 * Fills the log up to `count` signed events as commands leave them: four protected fields each, under the keys of 500 people.
 * Their rows are written in batches past the commands, which are measured elsewhere; the sequencer is the portal's own.
 */
export async function fillLog({ url, folder, organization }: Bench, count: number): Promise<void> {
  const db = new Client({ connectionString: url });
  await db.connect();
  const log = (await db.query("select id from audit_log where organization_id = $1", [organization.id])).rows[0].id;
  const there = await db.query("select coalesce(max(index) + 1, 0)::int as leaves from audit_leaf where log_id = $1", [
    log,
  ]);
  const begin: number = there.rows[0].leaves;
  if (begin >= count) return db.end();
  const { canonicalize } = await import("../../lib/platform/crypto/canonical-json");
  const { newId } = await import("../../lib/platform/ids");
  const { personKeys } = await import("../../lib/audit/testing/person-keys");
  const { ids: persons, sealLong, sealShort } = await personKeys(organization, people, "2026-03");
  await withoutIndexes(db, async () => {
    for (let first = begin; first < count; first += batchSize) {
      const columns: unknown[][] = Array.from({ length: 9 }, () => []);
      for (let n = first; n < Math.min(count, first + batchSize); n++) {
        const who = n % people;
        const name = `Person ${who} of the bench`;
        const label = `TCK-2026-${n} Printer on floor ${n % 7}`;
        const ip = `198.51.100.${n % 250}`;
        const [id, at] = [newId(began + n * 10), new Date(began + n * 10).toISOString()];
        const [requestId, sessionId] = [randomUUID(), persons[(who + 1) % people]];
        const leaf = canonicalize({
          v: 1,
          id,
          organization: organization.id,
          type: "support_ticket",
          action: "ticket.reply",
          crud: "update",
          outcome: "success",
          riskLevel: "low",
          retentionClass: "seven_years",
          actor: { kind: "user", id: persons[who], name: sealLong(who, name) },
          resource: { type: "ticket", id: `${n}`, label: sealLong(who, label) },
          change: { before: { status: "open" }, after: { status: "pending", replies: n % 9 }, reason: null },
          controlIds: ["CC7.2", "CC6.1"],
          occurredAt: at,
          recordedAt: at,
          ip: sealShort(who, ip),
          userAgent: sealShort(who, "Mozilla/5.0 (X11; Linux x86_64) Bench/1.0"),
          sessionId,
          requestId,
          correlationId: null,
        });
        const row = [id, Buffer.from(leaf), persons[who], name, `${n}`, label, ip, sessionId, `${requestId}|${at}`];
        for (const [i, value] of row.entries()) columns[i]?.push(value);
      }
      await db.query(insert, [organization.id, log, ...columns]);
    }
  });
  await db.end();
  await sequence(url, folder);
}

/** Runs the sequencer until nothing waits. */
async function sequence(url: string, folder: string): Promise<void> {
  const { connectSequencer, sequenceOnce } = await import("../../lib/audit/log/sequencer");
  const { fileStore } = await import("../../lib/platform/storage/object-store");
  const pool = connectSequencer(url);
  const store = fileStore(path.join(folder, "evidence"));
  for (;;) {
    await sequenceOnce(pool, store, () => new Date(), true);
    const { rows } = await pool.query("select 1 from audit_pending limit 1");
    if (rows.length === 0) break;
  }
  await pool.end();
}

const insert = `
  with made as (
    insert into audit_event (id, log_id, organization_id, leaf, type, action, crud, outcome, risk_level, retention_class, actor_kind,
      actor_id, actor_name, resource_type, resource_id, resource_label, control_ids, ip, session_id, request_id, correlation_id,
      occurred_at, recorded_at)
    select t.id, $2, $1, t.leaf, 'support_ticket', 'ticket.reply', 'update', 'success', 'low', 'seven_years', 'user', t.actor, t.name,
      'ticket', t.resource, t.label, array['CC7.2','CC6.1'], t.ip, t.session, split_part(t.rest, '|', 1), null,
      split_part(t.rest, '|', 2)::timestamptz, split_part(t.rest, '|', 2)::timestamptz
    from unnest($3::uuid[], $4::bytea[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[])
      as t(id, leaf, actor, name, resource, label, ip, session, rest) returning id)
  insert into audit_pending (event_id, log_id, organization_id) select id, $2, $1 from made`;
