import "server-only";
import { randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import { unwrap, wrap } from "@/lib/platform/crypto/keyring";
import type { Tx } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import type { RetentionClassName } from "@/lib/platform/operation/event-types";
import { contextOfKey } from "@/lib/platform/operation/subject-keys";

export type BatchKey = { id: string; key: Buffer };
type Wanted = { subject: string; retentionClass: RetentionClassName };

/** Opened keys, for a minute; the statement that uses one refuses it when it was destroyed meanwhile. */
const opened = new LRUCache<string, BatchKey>({ max: 50_000, ttl: 60_000 });

export const keyName = ({ subject, retentionClass }: Wanted) => `${retentionClass}|${subject}`;

/** The keys of many subjects for a month, with one look and at most one insert (A17). */
export async function batchKeys(
  tx: Tx,
  organizationId: string,
  month: string,
  wanted: readonly Wanted[],
): Promise<Map<string, BatchKey>> {
  const scope = `${organizationId}|${month}|`;
  const keys = new Map<string, BatchKey>();
  const missing = new Map<string, Wanted>();
  for (const want of wanted) {
    const name = keyName(want);
    const known = keys.get(name) ?? opened.get(scope + name);
    if (known) keys.set(name, known);
    else missing.set(name, want);
  }
  const take = async () => {
    for (const { subject, retentionClass, id, wrapped } of await find(tx, organizationId, month, [
      ...missing.values(),
    ])) {
      const name = keyName({ subject, retentionClass });
      const key = { id, key: unwrap(wrapped, contextOfKey(id)) };
      opened.set(scope + name, key);
      keys.set(name, key);
      missing.delete(name);
    }
  };
  if (missing.size > 0) await take();
  if (missing.size > 0) {
    await make(tx, organizationId, month, [...missing.values()]);
    // Ours, or those another call made at the same moment.
    await take();
  }
  if (missing.size > 0) throw new Error("A subject key vanished while it was being made.");
  return keys;
}

/** After a key turned out to be destroyed: the next look asks the database. */
export function forgetBatchKeys(): void {
  opened.clear();
}

type Row = Wanted & { id: string; wrapped: Uint8Array };

function find(tx: Tx, organizationId: string, month: string, wanted: readonly Wanted[]): Promise<Row[]> {
  return tx.$queryRaw<Row[]>`
    select k.id, k.subject, k.retention_class::text as "retentionClass", k.wrapped_key as wrapped
    from unnest(${wanted.map((want) => want.subject)}::text[], ${wanted.map((want) => want.retentionClass)}::retention_class[]) as w(subject, class)
    join subject_key k on k.organization_id = ${organizationId}::uuid and k.subject = w.subject and k.retention_class = w.class
      and k.month = ${month} and k.destroyed_at is null`;
}

async function make(tx: Tx, organizationId: string, month: string, wanted: readonly Wanted[]): Promise<void> {
  const rows = wanted.map((want) => ({ ...want, id: newId(), key: randomBytes(32) }));
  await tx.$executeRaw`
    insert into subject_key (id, organization_id, subject, retention_class, month, wrapped_key, created_at)
    select id, ${organizationId}::uuid, subject, class, ${month}, wrapped, now()
    from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.subject)}::text[],
      ${rows.map((row) => row.retentionClass)}::retention_class[], ${rows.map((row) => wrap(row.key, contextOfKey(row.id)))}::bytea[])
      as t(id, subject, class, wrapped)
    order by subject, class
    on conflict do nothing`;
}
