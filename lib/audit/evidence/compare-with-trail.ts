import "server-only";
import { sameBytes, utf8Text } from "@/lib/platform/crypto/bytes";
import { leafHash } from "@/lib/platform/crypto/merkle";
import type { Tx } from "@/lib/platform/db/client";
import { collectedActions, collectedFileOf } from "./collected-hash";

/** What the trail says about the bytes of a version: the hash at collection, or why it cannot be relied on. */
export type TrailHash = { sha256: string; eventId: string } | { sha256: null; why: string };

type Collection = { id: string; leaf: Uint8Array; hash: Uint8Array | null; queued: boolean };

/**
 * The hash that the trail recorded when a version was collected. Rows of evidence and of the store can be rewritten together;
 * the leaf cannot without its hash no longer being the one at its index in the log (A1). There is exactly one such event: of two
 * one was written past the portal, and nobody may choose between them.
 */
export async function hashInTrail(tx: Tx, evidenceId: string, version: number): Promise<TrailHash> {
  const rows = await tx.$queryRaw<Collection[]>`
    select e.id, e.leaf, l.leaf_hash as hash,
      exists (select 1 from audit_pending p join audit_log q on q.id = p.log_id where p.event_id = e.id) as queued
    from audit_event e
    left join (audit_leaf l join audit_log g on g.id = l.log_id) on l.event_id = e.id
    where e.organization_id = portal_organization() and e.resource_type = 'evidence' and e.resource_id = ${evidenceId}
      and e.action = any (${[...collectedActions]}) and e.outcome = 'success' order by g.created_at, l.index, e.id`;
  const told = rows.flatMap((row) => {
    const file = collectedFileOf(parsed(row.leaf));
    return file?.evidenceId === evidenceId && file.version === version ? [{ ...row, file }] : [];
  });
  const [first, second] = told;
  if (first === undefined) return { sha256: null, why: "the trail has no event of its collection" };
  if (second !== undefined) return { sha256: null, why: "the trail tells of its collection twice" };
  const { id, leaf, hash, queued, file } = first;
  if (hash === null && !queued) return { sha256: null, why: "the event of its collection stands in no log" };
  if (hash !== null && !sameBytes(leafHash(leaf), hash)) {
    return { sha256: null, why: "the event of its collection was altered" };
  }
  return { sha256: file.sha256, eventId: id };
}

function parsed(leaf: Uint8Array): unknown {
  try {
    return JSON.parse(utf8Text(leaf));
  } catch {
    return null;
  }
}
