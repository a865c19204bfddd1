import "server-only";
import { sameBytes, utf8Text } from "@/lib/platform/crypto/bytes";
import { leafHash } from "@/lib/platform/crypto/merkle";
import type { Tx } from "@/lib/platform/db/client";
import { collectedActions, collectedFileOf } from "./collected-hash";

/** What the trail says about the bytes of a version: the hash at collection, or why it cannot be relied on. */
export type TrailHash = { sha256: string; eventId: string } | { sha256: null; why: string };

/**
 * The hash that the trail recorded when a version was collected. Rows of evidence and of the store can be rewritten together;
 * the leaf cannot without its hash no longer being the one in the log (A1).
 */
export async function hashInTrail(tx: Tx, evidenceId: string, version: number): Promise<TrailHash> {
  const rows = await tx.$queryRaw<{ id: string; leaf: Uint8Array; hash: Uint8Array | null }[]>`
    select e.id, e.leaf, l.leaf_hash as hash from audit_event e left join audit_leaf l on l.event_id = e.id
    where e.organization_id = portal_organization() and e.resource_type = 'evidence' and e.resource_id = ${evidenceId}
      and e.action = any (${[...collectedActions]}) and e.outcome = 'success' order by e.id`;
  for (const { id, leaf, hash } of rows) {
    const file = collectedFileOf(parsed(leaf));
    if (file?.evidenceId !== evidenceId || file.version !== version) continue;
    if (hash !== null && !sameBytes(leafHash(leaf), hash)) {
      return { sha256: null, why: "the event of its collection was altered" };
    }
    return { sha256: file.sha256, eventId: id };
  }
  return { sha256: null, why: "the trail has no event of its collection" };
}

function parsed(leaf: Uint8Array): unknown {
  try {
    return JSON.parse(utf8Text(leaf));
  } catch {
    return null;
  }
}
