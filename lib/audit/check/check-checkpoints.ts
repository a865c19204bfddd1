import "server-only";
import { sameBytes } from "@/lib/platform/crypto/bytes";
import { openNote, parseCheckpoint } from "@/lib/platform/crypto/signed-note";
import type { Tx } from "@/lib/platform/db/client";
import type { ReadLog, SignedLog } from "../export/package-source";
import { CheckFinding } from "./check-columns";

type Row = { size: bigint; root: Uint8Array; note: string; signedAt: Date };

const batch = 500;
/** As much as the sequencer allows its clock to be behind an event. */
const clockTolerance = 60_000;

/**
 * Every checkpoint the database holds of a log, not only the last one: each is signed, is of this log, and its root is that of
 * the events recomputed (A9). The moment beside it, which no signature covers, never goes back by more than clocks do.
 */
export class CheckpointRows {
  private rows: Row[] = [];
  private after = -1n;
  private latest: Date | null = null;

  private constructor(
    private readonly read: ReadLog,
    private readonly log: SignedLog,
  ) {}

  static async of(read: ReadLog, log: SignedLog): Promise<CheckpointRows> {
    const rows = new CheckpointRows(read, log);
    await rows.refill();
    return rows;
  }

  /** The size of the one to be checked next; undefined after the last. */
  get next(): bigint | undefined {
    return this.rows[0]?.size;
  }

  /** Checks that one. @param root of as many events, recomputed */
  async check(root: Uint8Array): Promise<void> {
    const row = this.rows.shift();
    if (row === undefined) return;
    this.assertGood(row, root);
    this.after = row.size;
    if (this.rows.length === 0) await this.refill();
  }

  private async refill(): Promise<void> {
    this.rows = await this.read((tx) => this.following(tx));
  }

  private assertGood({ size, root, note, signedAt }: Row, expected: Uint8Array): void {
    const wrong = (why: string) => new CheckFinding(`The checkpoint of ${size} events ${why}`, null);
    let said: ReturnType<typeof parseCheckpoint>;
    try {
      said = parseCheckpoint(openNote(note, this.log.vkeys).text);
    } catch (error) {
      throw wrong(`was altered. ${(error as Error).message}`);
    }
    if (said.origin !== this.log.origin || said.size !== size || !sameBytes(said.root, root)) {
      throw wrong("is not the one its row describes.");
    }
    if (!sameBytes(expected, root)) throw wrong("does not fit the events before it: one of the two was replaced.");
    if (this.latest !== null && this.latest.getTime() - signedAt.getTime() > clockTolerance) {
      throw wrong("says it was signed before an earlier one.");
    }
    if (signedAt.getTime() - Date.now() > clockTolerance) throw wrong("says it was signed in the future.");
    this.latest = signedAt;
  }

  private async following(tx: Tx): Promise<Row[]> {
    const rows = await tx.$queryRaw<(Omit<Row, "size"> & { size: string })[]>`
      select c.size::text, c.root, c.note, c.signed_at as "signedAt" from audit_checkpoint c
      where c.log_id = ${this.log.logId}::uuid and c.size > ${`${this.after}`}::bigint and c.size <= ${`${this.log.size}`}::bigint
      order by c.size limit ${batch}`;
    return rows.map((row) => ({ ...row, size: BigInt(row.size), root: new Uint8Array(row.root) }));
  }
}
