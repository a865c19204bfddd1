import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import type { SignedLog } from "../export/package-source";
import { CheckFinding } from "./check-columns";
import type { CheckRow } from "./check-rows";

/** How the canonical form of a change begins whose values are kept beside the leaf (A20); every other begins with "after". */
const digestMark = '"change":{"fields":[';

/**
 * Compares large changes, kept beside their leaves, with the digests in the leaves (A20): what the screen shows as before and
 * after is as protected as the rest. One that is gone is right only where the log was healed from its copy, which never had it
 * (A9), and which every healing tells.
 */
export async function checkDetails(tx: Tx, log: SignedLog, rows: readonly CheckRow[]): Promise<void> {
  const expected = new Map<string, { index: bigint; sha256: unknown }>();
  for (const { index, leaf } of rows) {
    if (index === null) continue;
    const text = leaf === null ? "" : Buffer.from(leaf.buffer, leaf.byteOffset, leaf.length);
    if (!text.includes(digestMark)) continue;
    const { id, change } = JSON.parse(text.toString("utf8"));
    if (typeof change?.sha256 === "string") expected.set(String(id), { index, sha256: change.sha256 });
  }
  if (expected.size === 0) return;
  const found = await tx.$queryRaw<{ id: string; sha256: string; said: string }[]>`
    select event_id as id, encode(sha256(bytes), 'hex') as sha256, sha256 as said from audit_detail
    where event_id = any(${[...expected.keys()]}::uuid[])`;
  const stored = new Map(
    found.map(({ id, sha256, said }) => [id, said === sha256 ? sha256 : `${said} is not ${sha256}`]),
  );
  for (const [id, { index, sha256 }] of expected) {
    const stands = stored.get(id);
    if (stands === sha256 || (stands === undefined && (await wasHealed(tx, log, index)))) continue;
    const what = stands === undefined ? "is gone" : "was altered: it does not hash to what was signed";
    throw new CheckFinding(`The change kept beside the event ${what}.`, index);
  }
}

async function wasHealed(tx: Tx, log: SignedLog, index: bigint): Promise<boolean> {
  const healings = await tx.auditLogHealing.count({
    where: { logId: log.logId, fromSize: { lte: index }, toSize: { gt: index }, lostDetails: { gt: 0 } },
  });
  return healings > 0;
}
