import "server-only";
import { clean } from "@/lib/platform/clean";
import { openGcm } from "@/lib/platform/crypto/aes-gcm";
import { fromBase64, utf8, utf8Text } from "@/lib/platform/crypto/bytes";
import type { Tx } from "@/lib/platform/db/client";
import { type ColumnValue, columnsOf, eventColumns, sameColumn } from "@/lib/platform/event-columns";
import { openKeys, type SignedLog } from "../export/package-source";
import { destroyAction } from "../keys/destroy";
import { type SealedAt, sealedFields } from "../leaf";
import { type CheckRow, checkRows } from "./check-rows";

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

type Uncleaned = { event: string; column: string; index: bigint | null };

/** Compares every searchable column with the bytes it was derived from, protected ones by decrypting (A7). */
export class ColumnCheck {
  /** Keys that are gone, with the last place that needed them. */
  private readonly gone = new Map<string, bigint>();
  /** Columns with the text as it was typed, where the leaf has it cleaned. */
  readonly uncleaned: Uncleaned[] = [];

  async check(tx: Tx, log: SignedLog, rows: readonly CheckRow[]): Promise<void> {
    for (const { row, column, uncleaned } of await this.differences(tx, rows)) {
      // A key that was destroyed between our two reads took its columns with it: look once more at both.
      const [again] = row.index === null ? [row] : await checkRows(tx, log, row.index);
      const [still] = again?.index === row.index ? await this.differences(tx, [again]) : [{ column, uncleaned }];
      if (still === undefined) continue;
      if (still.uncleaned) {
        this.uncleaned.push(...still.uncleaned);
        continue;
      }
      throw new CheckFinding(`The column ${still.column} says another thing than the signed event.`, row.index);
    }
  }

  private async differences(tx: Tx, rows: readonly CheckRow[]) {
    const leaves = rows.map(({ leaf }) => JSON.parse(utf8Text(leaf as Uint8Array)) as unknown);
    const sealed = leaves.map(sealedFields);
    const ids = [...new Set(sealed.flatMap((fields) => fields.map(({ field }) => field.k)))];
    const keys = ids.length === 0 ? new Map<string, string>() : await openKeys(tx, ids);
    const found: { row: CheckRow; column: string; uncleaned?: Uncleaned[] }[] = [];
    for (const [at, row] of rows.entries()) {
      const plain = await this.reveal(sealed[at] ?? [], keys, row.index);
      const derived = columnsOf(leaves[at], plain);
      const differing = eventColumns.filter((column) => !sameColumn(row.columns[column], derived[column]));
      const place = wrongPlace(row, leaves[at]);
      const worse = differing.find((column) => !isUncleaned(column, row.columns[column], derived[column])) ?? place;
      if (worse !== undefined) found.push({ row, column: worse });
      else if (differing[0] !== undefined) {
        const uncleaned = differing.map((column) => ({ event: String(derived.id), column, index: row.index }));
        found.push({ row, column: differing[0], uncleaned });
      }
    }
    return found;
  }

  /** Said last, because whatever else is wrong is worse: nothing but blanks and control characters differs here. */
  assertCleaned(): void {
    const [first] = this.uncleaned;
    if (first === undefined) return;
    throw new CheckFinding(
      `${uncleanedMark} ${this.uncleaned.length === 1 ? "One column" : `${this.uncleaned.length} columns`}, first ${first.column}, with blanks or control characters that the signed event does not have. Nothing else differs, and two people can put it right.`,
      first.index,
    );
  }

  /**
   * An empty column is right only when a later leaf tells of its key's destruction, or an event that waits to become one (A7).
   */
  async assertDestructionsRecorded(tx: Tx, log: SignedLog): Promise<void> {
    if (this.gone.size === 0) return;
    const rows = await tx.$queryRaw<{ index: string; leaf: Uint8Array }[]>`
      select coalesce(l.index, 9223372036854775807)::text as index, e.leaf from audit_event e
      left join audit_leaf l on l.event_id = e.id and l.log_id = ${log.logId}::uuid
      left join audit_pending p on p.event_id = e.id and p.log_id = ${log.logId}::uuid
      where e.action = ${destroyAction} and e.outcome = 'success'
        and (l.index is not null or p.event_id is not null)`;
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

  private async reveal(fields: readonly SealedAt[], keys: ReadonlyMap<string, string>, index: bigint | null) {
    const plain = new Map<string, unknown>();
    for (const { path, field } of fields) {
      const key = keys.get(field.k);
      if (key === undefined) {
        // One that waits for its place is not older than anything in the log.
        if (index !== null) this.gone.set(field.k, index);
        continue;
      }
      const opened = await openGcm(fromBase64(key), fromBase64(field.n), fromBase64(field.c), utf8(`field:${field.k}`));
      if (opened === null) throw new CheckFinding("A protected field does not open with its key.", index);
      plain.set(path, JSON.parse(utf8Text(opened)));
    }
    return plain;
  }
}

/** How the finding begins that two people can mend. */
export const uncleanedMark = "Text was kept as it was typed:";

/** Columns of plain text; names and addresses of people were always cleaned. */
const plainText = new Set<string>([
  ...["actor_id", "resource_type", "resource_id", "session_id", "request_id", "correlation_id"],
]);

/** Is it the leaf's own text, but for what cleaning takes away? */
function isUncleaned(column: string, stands: ColumnValue, derived: ColumnValue): boolean {
  return (
    plainText.has(column) && typeof stands === "string" && typeof derived === "string" && clean(stands) === derived
  );
}

/** The two columns that say whose the event is, which the exported table does not have. */
function wrongPlace({ organizationId, ofThisLog }: CheckRow, leaf: unknown): string | undefined {
  if (organizationId !== (leaf as { organization?: unknown }).organization) return "organization_id";
  return ofThisLog ? undefined : "log_id";
}
