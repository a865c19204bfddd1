import "server-only";
import { openGcm } from "@/lib/platform/crypto/aes-gcm";
import { fromBase64, utf8, utf8Text } from "@/lib/platform/crypto/bytes";
import type { Tx } from "@/lib/platform/db/client";
import { openKeys, type SignedLog } from "../export/package-source";
import { cellsOf, eventColumns, notDisclosed, type SealedAt, sealedFields } from "../leaf";
import type { CheckRow } from "./check-rows";

/** What a check found to be wrong, and where. */
export class CheckFinding extends Error {
  override name = "CheckFinding";
  constructor(
    message: string,
    readonly index: bigint | null,
  ) {
    super(message);
  }
}

/** Event by which a later leaf tells that keys of protected fields were destroyed; `after.keys` lists their ids (A7, A17). */
const destructionAction = "subject-key.destroy";

/** Compares every searchable column with the bytes it was derived from, protected ones by decrypting (A7). */
export class ColumnCheck {
  /** Keys that are gone, with the last place that needed them. */
  private readonly gone = new Map<string, bigint>();

  async check(tx: Tx, rows: readonly CheckRow[]): Promise<void> {
    const leaves = rows.map(({ leaf }) => JSON.parse(utf8Text(leaf as Uint8Array)) as unknown);
    const sealed = leaves.map(sealedFields);
    const ids = [...new Set(sealed.flatMap((fields) => fields.map(({ field }) => field.k)))];
    const keys = ids.length === 0 ? new Map<string, string>() : await openKeys(tx, ids);
    for (const [at, { index, cells }] of rows.entries()) {
      const plain = await this.reveal(sealed[at] ?? [], keys, index);
      const derived = cellsOf(leaves[at], plain);
      const wrong = cells.findIndex((cell, i) => (derived[i] === notDisclosed ? cell !== "" : cell !== derived[i]));
      if (wrong >= 0) {
        throw new CheckFinding(`The column ${eventColumns[wrong]} says another thing than the signed event.`, index);
      }
    }
  }

  /** An empty column is right only when a later leaf tells of its key's destruction (A7). */
  async assertDestructionsRecorded(tx: Tx, log: SignedLog): Promise<void> {
    if (this.gone.size === 0) return;
    const rows = await tx.$queryRaw<{ index: string; leaf: Uint8Array }[]>`
      select l.index::text, e.leaf from audit_event e join audit_leaf l on l.event_id = e.id
      where l.log_id = ${log.logId}::uuid and e.action = ${destructionAction} and e.outcome = 'success'`;
    const told = new Map<string, bigint>();
    for (const { index, leaf } of rows) {
      const keys: unknown = JSON.parse(utf8Text(leaf)).change?.after?.keys;
      for (const id of Array.isArray(keys) ? keys : []) told.set(String(id), BigInt(index));
    }
    for (const [id, index] of this.gone) {
      if ((told.get(id) ?? -1n) > index) continue;
      throw new CheckFinding(
        "The key of a protected field is gone, and no later event tells of its destruction.",
        index,
      );
    }
  }

  private async reveal(fields: readonly SealedAt[], keys: ReadonlyMap<string, string>, index: bigint) {
    const plain = new Map<string, unknown>();
    for (const { path, field } of fields) {
      const key = keys.get(field.k);
      if (key === undefined) {
        this.gone.set(field.k, index);
        continue;
      }
      const opened = await openGcm(fromBase64(key), fromBase64(field.n), fromBase64(field.c), utf8(`field:${field.k}`));
      if (opened === null) throw new CheckFinding("A protected field does not open with its key.", index);
      plain.set(path, JSON.parse(utf8Text(opened)));
    }
    return plain;
  }
}
