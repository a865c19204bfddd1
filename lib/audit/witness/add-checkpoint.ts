import { fromBase64, sameBytes } from "@/lib/platform/crypto/bytes";
import { rootOf, verifyConsistency } from "@/lib/platform/crypto/merkle";
import { type NoteSigner, parseVkey } from "@/lib/platform/crypto/note-key";
import { addSignature, openNote, parseCheckpoint } from "@/lib/platform/crypto/signed-note";

/** An answer of C2SP tlog-witness: 200 with a cosignature, 409 with the size that is known, else a sentence. */
export interface WitnessAnswer {
  status: 200 | 400 | 403 | 404 | 409 | 422;
  body: string;
}

export interface WitnessedLogs {
  /** Keys of the logs it watches; a log may have several while it changes keys. */
  vkeys(): Promise<readonly string[]>;
  /** The last checkpoint it cosigned for a log; null when there is none. */
  latest(origin: string): Promise<{ size: bigint; root: Uint8Array } | null>;
  /** Keeps a checkpoint for good, before its cosignature leaves. */
  keep(origin: string, note: string): Promise<void>;
}

const mostProofLines = 63;

/**
 * Answers `POST /add-checkpoint`: cosigns a checkpoint that continues the last one it saw of the same log, and nothing else
 * (C2SP tlog-witness). The caller lets one request of a log in at a time.
 */
export async function addCheckpoint(body: string, logs: WitnessedLogs, signer: NoteSigner): Promise<WitnessAnswer> {
  const request = readRequest(body);
  if (request === null) return { status: 400, body: "The request is malformed.\n" };
  const { old, proof, note, origin, size, root } = request;
  const vkeys = (await logs.vkeys()).filter((vkey) => parseVkey(vkey).name === origin);
  if (vkeys.length === 0) return { status: 404, body: `The log ${origin} is not known here.\n` };
  try {
    openNote(note, vkeys);
  } catch {
    return { status: 403, body: "No known key of the log has signed this checkpoint.\n" };
  }
  if (old > size) return { status: 400, body: "The old size is larger than the checkpoint's.\n" };
  const latest = await logs.latest(origin);
  const known = latest?.size ?? 0n;
  if (old !== known) return { status: 409, body: `${known}\n` };
  const knownRoot = latest?.root ?? rootOf([]);
  if (old === size && !sameBytes(root, knownRoot)) return { status: 409, body: `${known}\n` };
  if (!continues(old, size, proof, knownRoot, root)) {
    return { status: 422, body: "The proof does not show that the checkpoint continues the known one.\n" };
  }
  const cosigned = addSignature(note, signer);
  await logs.keep(origin, cosigned);
  return { status: 200, body: cosigned.slice(note.length) };
}

function continues(old: bigint, size: bigint, proof: readonly Uint8Array[], known: Uint8Array, root: Uint8Array) {
  if (old === 0n || old === size) return proof.length === 0;
  return verifyConsistency(old, size, proof, known, root);
}

/** The parts of a request; null when it is malformed. */
function readRequest(body: string) {
  const end = body.indexOf("\n\n");
  if (end < 0) return null;
  const [first = "", ...lines] = body.slice(0, end).split("\n");
  const old = /^old (0|[1-9]\d{0,19})$/.exec(first)?.[1];
  if (old === undefined || lines.length > mostProofLines) return null;
  const note = body.slice(end + 2);
  try {
    const proof = lines.map(fromBase64);
    if (proof.some((hash) => hash.length !== 32)) return null;
    // What is signed is the text before the last empty line; whose signature it is comes later.
    const checkpoint = parseCheckpoint(note.slice(0, note.lastIndexOf("\n\n") + 1));
    return { old: BigInt(old), proof, note, ...checkpoint };
  } catch {
    return null;
  }
}
