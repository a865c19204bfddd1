import "server-only";
import { toHex } from "@/lib/platform/crypto/bytes";
import type { Tx } from "@/lib/platform/db/client";

type Row = {
  index: string;
  leafHash: Uint8Array;
  id: string;
  type: string;
  action: string;
  crud: string;
  outcome: string;
  riskLevel: string;
  actorKind: string;
  actorId: string | null;
  actorName: string | null;
  resourceType: string;
  resourceId: string | null;
  resourceLabel: string | null;
  controlIds: string[];
  ip: string | null;
  sessionId: string | null;
  requestId: string | null;
  correlationId: string | null;
  occurredAt: Date;
  recordedAt: Date;
};

/** Events of a log from `first` on, below `end`, in its order, as other systems get them: plain JSON, erased values null. */
export async function streamRows(tx: Tx, logId: string, first: bigint, end: bigint, limit: number) {
  const rows = await tx.$queryRaw<Row[]>`
    select l.index::text as index, l.leaf_hash as "leafHash", e.id, e.type::text, e.action, e.crud::text, e.outcome::text,
      e.risk_level::text as "riskLevel", e.actor_kind as "actorKind", e.actor_id as "actorId", e.actor_name as "actorName",
      e.resource_type as "resourceType", e.resource_id as "resourceId", e.resource_label as "resourceLabel",
      e.control_ids as "controlIds", e.ip, e.session_id as "sessionId", e.request_id as "requestId",
      e.correlation_id as "correlationId", e.occurred_at as "occurredAt", e.recorded_at as "recordedAt"
    from audit_leaf l join audit_event e on e.id = l.event_id
    where l.log_id = ${logId}::uuid and l.index >= ${`${first}`}::bigint and l.index < ${`${end}`}::bigint
    order by l.index limit ${limit}`;
  return rows.map((row) => ({
    index: Number(row.index),
    leaf_hash: toHex(row.leafHash),
    event_id: row.id,
    event_type: row.type,
    action: row.action,
    crud: row.crud,
    outcome: row.outcome,
    risk_level: row.riskLevel,
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    resource: { type: row.resourceType, id: row.resourceId, label: row.resourceLabel },
    control_ids: row.controlIds,
    ip: row.ip,
    session_id: row.sessionId,
    request_id: row.requestId,
    correlation_id: row.correlationId,
    occurred_at: row.occurredAt.toISOString(),
    recorded_at: row.recordedAt.toISOString(),
  }));
}

export type StreamEvent = Awaited<ReturnType<typeof streamRows>>[number];
