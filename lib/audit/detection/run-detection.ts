import "server-only";
import { z } from "zod";
import type { Tx } from "@/lib/platform/db/client";
import { command } from "@/lib/platform/operation/command";
import { query } from "@/lib/platform/operation/query";
import { raiseAlert } from "../alerts/raise-alert";
import { alertWords } from "./alert-words";
import { ruleBroken } from "./events";
import { ruleBook } from "./rule-book";
import { consider, type Finding, lookBack, type Memory, nameOf } from "./rules";
import { trailBefore, trailByIndex } from "./trail";

/** Leaves read at a time, and how far the rules may lie behind a log in which nothing concerns them. */
const batch = 5_000n;

type Unread = { logId: string; next: bigint; size: bigint };

/** The organisation's first log with unread events; a closed one is read to its end before its successor. */
async function unread(tx: Tx, organizationId: string): Promise<Unread | null> {
  const rows = await tx.$queryRaw<{ logId: string; next: string; size: string }[]>`
    select * from (
      select g.id as "logId", coalesce(c.next, 0)::text as next, g.created_at,
        (select coalesce(max(index) + 1, 0) from audit_leaf l where l.log_id = g.id)::text as size
      from audit_log g left join detection_cursor c on c.log_id = g.id where g.organization_id = ${organizationId}::uuid) logs
    where next::bigint < size::bigint order by created_at limit 1`;
  const row = rows[0];
  return row ? { logId: row.logId, next: BigInt(row.next), size: BigInt(row.size) } : null;
}

/** Is there anything for the rules to read? False as long as nothing that came concerns any of them. */
export const detectionIsDue = query({
  name: "detection.is-due",
  summary: "Is there anything for the detection rules to read?",
  permission: "detection:run",
  input: z.object({}),
  async run({ tx, actor }) {
    const found = await unread(tx, actor.organizationId);
    if (!found) return false;
    if (found.size - found.next >= batch) return true;
    return (await trailByIndex(tx, found.logId, found.next, found.size, 1)).length > 0;
  },
});

/**
 * Reads the next events of the log, in its order, and raises what the rules find. The cursor moves in the same
 * transaction as the alerts stand: cut off anywhere, it goes on where it was, and nothing is missed or raised twice.
 */
export const runDetection = command({
  name: "detection.run",
  summary: "Run the detection rules on new events",
  permission: "detection:run",
  type: "compliance_control",
  controls: ["CC7.2", "CC7.3"],
  input: z.object({}),
  async run(context) {
    const { tx, actor, now, emit } = context;
    await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`detection ${actor.organizationId}`}, 0))::text`;
    const found = await unread(tx, actor.organizationId);
    const resource = { type: "audit_log", id: null };
    if (!found) return { output: { raised: 0, more: false }, event: { resource, after: { read: 0, raised: 0 } } };
    const { logId, next, size } = found;
    const end = size - next > batch ? next + batch : size;
    const findings = await findingsOf(tx, actor.organizationId, logId, next, end);
    let raised = 0;
    for (const { finding, settings, words } of findings) {
      const { rule, object, eventIds } = finding;
      const { level } = settings;
      const alert = { ...words, rule, level, objectType: object.type, objectId: object.id, eventIds };
      const answer = await raiseAlert(context, alert);
      if (!answer.raised) continue;
      raised += 1;
      if (!settings.violation) continue;
      const subjectId = object.type === "person" ? object.id : null;
      const { organizationId } = actor;
      emit(ruleBroken, { organizationId, alertId: answer.id, rule, level, title: words.title, subjectId });
    }
    await tx.$executeRaw`
      insert into detection_cursor (log_id, organization_id, next, moved_at)
      values (${logId}::uuid, ${actor.organizationId}::uuid, ${`${end}`}::bigint, ${now})
      on conflict (log_id) do update set next = excluded.next, moved_at = excluded.moved_at`;
    return {
      output: { raised, more: end < size },
      event: { resource, after: { from: `${next}`, read: Number(end - next), found: findings.length, raised } },
    };
  },
});

async function findingsOf(tx: Tx, organizationId: string, logId: string, first: bigint, end: bigint) {
  const events = await trailByIndex(tx, logId, first, end, Number(batch));
  const begin = events[0]?.event;
  if (!begin) return [];
  const book = await ruleBook(tx, organizationId);
  const oldest = Math.min(...events.map(({ event }) => event.recordedAt));
  const since = new Date(oldest - lookBack(book));
  const settled = await settledSince(tx, since);
  const memory: Memory = new Map();
  for (const event of await trailBefore(tx, { organizationId, logId, before: first, since }))
    consider(book, memory, settled, event);
  const findings = events.flatMap(({ event }) => consider(book, memory, settled, event));
  return merged(findings).map((finding) => {
    const settings = book.settings[finding.rule];
    return { finding, settings, words: alertWords(finding, settings) };
  });
}

/** When the last alert of a rule and suspect was resolved, by their name. */
async function settledSince(tx: Tx, since: Date): Promise<Map<string, number>> {
  const rows = await tx.alert.findMany({
    where: { status: "resolved", resolvedAt: { gte: since } },
    select: { rule: true, objectType: true, objectId: true, resolvedAt: true },
    orderBy: { resolvedAt: "asc" },
  });
  return new Map(
    rows.map((row) => [nameOf(row.rule, { type: row.objectType, id: row.objectId }), row.resolvedAt?.getTime() ?? 0]),
  );
}

/** Findings of one batch about the same rule and suspect are one alert with all their events. */
function merged(findings: readonly Finding[]): Finding[] {
  const byName = new Map<string, Finding>();
  for (const finding of findings) {
    const name = nameOf(finding.rule, finding.object);
    const known = byName.get(name);
    if (known) known.eventIds = [...new Set([...known.eventIds, ...finding.eventIds])];
    else byName.set(name, { ...finding });
  }
  return [...byName.values()];
}
