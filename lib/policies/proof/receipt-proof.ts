import "server-only";
import { toBase64, toHex, utf8Text } from "../../platform/crypto/bytes";
import { inclusionProof } from "../../platform/crypto/merkle";
import { openNote } from "../../platform/crypto/signed-note";
import { hashAtFromTiles } from "../../platform/crypto/tiles";
import type { Tx } from "../../platform/db/client";

/** Where an acknowledgement stands in the audit log, with all it takes to check that without the portal (P13). */
export type LogPlace = {
  event_id: string;
  index: number;
  leaf_hash: string;
  /** Null until a signed checkpoint covers it, seconds after the acknowledgement. */
  proof: { leaf: string; size: number; path: string[]; checkpoint: string; vkey: string } | null;
};

/** The bytes of the entry, from the moment of the acknowledgement on; null once its month is in the archive. */
export async function leafOfAcknowledgement(tx: Tx, acknowledgementId: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ leaf: Uint8Array }[]>`
    select e.leaf from audit_event e
    where e.resource_type = 'policy_acknowledgement' and e.resource_id = ${acknowledgementId} and e.action = 'policy.acknowledge'
      and e.outcome = 'success' order by e.id limit 1`;
  return row ? utf8Text(new Uint8Array(row.leaf)) : null;
}

type Row = { eventId: string; logId: string; index: string; leafHash: Uint8Array; leaf: Uint8Array; vkey: string };

/** Null until the sequencer has taken the event up. */
export async function placeInLog(tx: Tx, acknowledgementId: string): Promise<LogPlace | null> {
  const [row] = await tx.$queryRaw<Row[]>`
    select e.id as "eventId", l.log_id as "logId", l.index::text as index, l.leaf_hash as "leafHash", e.leaf, g.vkey
    from audit_event e join audit_leaf l on l.event_id = e.id join audit_log g on g.id = l.log_id
    where e.resource_type = 'policy_acknowledgement' and e.resource_id = ${acknowledgementId} and e.action = 'policy.acknowledge'
      and e.outcome = 'success' order by e.id limit 1`;
  if (!row) return null;
  const index = BigInt(row.index);
  return {
    event_id: row.eventId,
    index: Number(index),
    leaf_hash: toHex(new Uint8Array(row.leafHash)),
    proof: await proofOf(tx, row, index),
  };
}

/** The proof that an entry is in what its log signed last; null while nothing signed covers it, or when the tiles give none. */
export async function proofOf(
  tx: Tx,
  row: Pick<Row, "logId" | "leaf" | "vkey">,
  index: bigint,
): Promise<LogPlace["proof"]> {
  const [checkpoint] = await tx.$queryRaw<{ size: string; note: string; vkeys: string[] }[]>`
    select c.size::text as size, c.note, array(select k.vkey from audit_log_key k where k.log_id = c.log_id) as vkeys
    from audit_checkpoint c where c.log_id = ${row.logId}::uuid order by c.size desc limit 1`;
  const size = BigInt(checkpoint?.size ?? "0");
  if (!checkpoint || index >= size) return null;
  const vkey = [...new Set([...checkpoint.vkeys, row.vkey])].find((key) => hasSigned(checkpoint.note, key));
  if (vkey === undefined) return null;
  // One question after the other: a transaction is one connection.
  let last: Promise<unknown> = Promise.resolve();
  const hashAt = hashAtFromTiles(size, (tile) => {
    const reading = last.then(async () => {
      const [found] = await tx.$queryRaw<{ hashes: Uint8Array }[]>`
        select hashes from audit_tile where log_id = ${row.logId}::uuid and level = ${Number(tile.level)} and index = ${tile.index}`;
      return new Uint8Array(found?.hashes ?? []);
    });
    last = reading.catch(() => undefined);
    return reading;
  });
  try {
    const path = await inclusionProof(index, size, hashAt);
    return {
      leaf: toBase64(new Uint8Array(row.leaf)),
      size: Number(size),
      path: path.map((hash) => toHex(hash)),
      checkpoint: signedBy(checkpoint.note, vkey),
      vkey,
    };
  } catch (error) {
    // Tiles that cannot give a proof: the log's own check says so; the receipt is handed out without one.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The note with this key's signature only: witnesses' could not be checked without theirs. */
function signedBy(note: string, vkey: string): string {
  const at = note.lastIndexOf("\n\n") + 2;
  const lines = note.slice(at, -1).split("\n");
  const own = lines.find((line) => hasSigned(`${note.slice(0, at)}${line}\n`, vkey));
  return `${note.slice(0, at)}${own}\n`;
}

function hasSigned(note: string, vkey: string): boolean {
  try {
    return openNote(note, [vkey]).signers.length > 0;
  } catch {
    return false;
  }
}
