import "server-only";
import { z } from "zod";
import { toBase64 } from "@/lib/platform/crypto/bytes";
import { consistencyProof } from "@/lib/platform/crypto/merkle";
import { hashAtFromTiles } from "@/lib/platform/crypto/tiles";
import type { Tx } from "@/lib/platform/db/client";
import { AppError, notFound } from "@/lib/platform/errors";
import { query } from "@/lib/platform/operation/query";
import { exportTile, type SignedLog, signedLog } from "../export/package-source";

const size = z.coerce
  .string()
  .regex(/^(0|[1-9]\d{0,18})$/, "A size is a whole number without leading zeros.")
  .transform(BigInt);

/**
 * The proof that what a checkpoint of `first` events said still stands in one of `second` events (A10): whoever saved a
 * checkpoint a year ago asks with its size, and checks the answer by themselves.
 */
export const proveConsistency = query({
  name: "log.consistency",
  summary: "Proof that the log at one size is the beginning of the log at a later one (RFC 9162)",
  permission: "log:follow",
  controls: ["CC7.2"],
  input: z.object({
    organization: z.uuid(),
    /** Size of the checkpoint that was saved. */
    first: size,
    /** Size of the later one; the newest signed when left out. */
    second: size.optional(),
    /** Origin of a log that was closed; the open one when left out. */
    origin: z.string().max(200).optional(),
  }),
  output: z.object({
    origin: z.string(),
    first: z.number(),
    second: z.number(),
    /** Hashes in Base64, in the order of RFC 9162 section 2.1.4.2. */
    proof: z.array(z.string()),
    /** The signed checkpoint of `second`; null where none of that size was signed. */
    checkpoint: z.string().nullable(),
  }),
  async run({ tx }, { first, second, origin }) {
    const log = await logOf(tx, origin);
    const later = second ?? log.size;
    if (first === 0n)
      throw refused("first", "A checkpoint of an empty log claims nothing, so there is nothing to prove.");
    if (first > log.size) {
      // Said as what it means: the copy may be the only thing left that knows of the rest (A12).
      const words = `The log is signed up to ${log.size} events. If a checkpoint of ${first} is genuine, the log was cut off.`;
      throw refused("first", words);
    }
    if (later > log.size) throw refused("second", `The log is signed up to ${log.size} events.`);
    if (first > later) throw refused("first", `The first size is larger than the second, ${later}.`);
    const signed = later === log.size ? log : await signedLog(tx, { logId: log.logId, size: later });
    return {
      ...{ origin: log.origin, first: Number(first), second: Number(later) },
      proof: (await proofOf(tx, log, first, later)).map(toBase64),
      checkpoint: signed?.note ?? null,
    };
  },
  // Downloading proofs is looking, too (A19).
  audited: ({ first, second }) => ({ resource: { type: "audit_log", id: null }, after: { first, second } }),
});

async function logOf(tx: Tx, origin: string | undefined): Promise<SignedLog> {
  const named = origin === undefined ? null : await tx.auditLog.findFirst({ where: { origin }, select: { id: true } });
  if (origin !== undefined && named === null) throw notFound("A log of this origin");
  const log = await signedLog(tx, { logId: named?.id });
  if (log === null) throw notFound("A checkpoint");
  return log;
}

async function proofOf(tx: Tx, log: SignedLog, first: bigint, second: bigint): Promise<Uint8Array[]> {
  // One question after the other: a transaction is one connection.
  let last: Promise<unknown> = Promise.resolve();
  const hashAt = hashAtFromTiles(log.size, (tile) => {
    const reading = last.then(() => exportTile(tx, log, tile.level as number, tile.index));
    last = reading.catch(() => undefined);
    return reading;
  });
  try {
    return await consistencyProof(first, second, hashAt);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const words = "This part of the log is damaged and proves nothing. The Integrity page says more.";
    throw new AppError("unavailable", words);
  }
}

const refused = (field: string, message: string) =>
  new AppError("invalid", `${message} Nothing was proved.`, { fieldErrors: { [field]: [message] } });
