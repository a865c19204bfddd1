import "server-only";
import { fileTypeFromBuffer } from "file-type";
import { env } from "../env";
import { AppError } from "../errors";
import { putObject } from "./encryption";
import { cleanFileName } from "./file-name";
import { objectStore } from "./object-store";

/** The cap of an upload in bytes (E7). */
export const largestFile = () => env.EVIDENCE_LARGEST_FILE_MIB * 1024 * 1024;

const headLength = 4100;
/** After this long without a byte the other side is gone, whether or not the network has said so. */
const silence = 60_000;

/** Types that carry no signature, by the ending of their name; everything else unknown is just bytes. */
const textual: Record<string, string> = {
  csv: "text/csv",
  json: "application/json",
  log: "text/plain",
  md: "text/markdown",
  ndjson: "application/x-ndjson",
  txt: "text/plain",
};

export type ReceivedFile = Awaited<ReturnType<typeof receiveFile>>;

/**
 * Streams bytes into the object store: hashed and encrypted on the way, the type sniffed from what they are (E1, E7). A hash
 * the sender has of them is only compared: when it is another one, nothing stays.
 */
export async function receiveFile(source: AsyncIterable<Uint8Array>, name: string, claimed?: string | null) {
  const fileName = cleanFileName(name);
  let head = Buffer.alloc(0);
  async function* watched() {
    for await (const part of arriving(source)) {
      if (head.length < headLength) head = Buffer.concat([head, part.subarray(0, headLength - head.length)]);
      yield part;
    }
  }
  const stored = await putObject(objectStore(), watched(), { maxBytes: largestFile() });
  if (stored.size === 0n) {
    await objectStore().remove(stored.storageKey);
    throw new AppError("invalid", "The file is empty. Nothing was stored.", {
      fieldErrors: { file: ["Choose a file that is not empty."] },
    });
  }
  const wrong = otherHash(stored.sha256, claimed);
  if (wrong) {
    await objectStore().remove(stored.storageKey);
    throw wrong;
  }
  const ending = fileName.split(".").at(-1)?.toLowerCase() ?? "";
  const sniffed = await fileTypeFromBuffer(head);
  const mediaType =
    sniffed?.mime ?? (looksLikeText(head) ? (textual[ending] ?? "text/plain") : "application/octet-stream");
  return { ...stored, fileName, mediaType };
}

/** Why a file is not the one its sender means, by its SHA-256 in hexadecimal; null when it is, or nothing is claimed (E1). */
export function otherHash(sha256: string, claimed: string | null | undefined): AppError | null {
  if (claimed === undefined || claimed === null || claimed.toLowerCase() === sha256) return null;
  const message = /^[0-9a-f]{64}$/i.test(claimed)
    ? `The bytes that arrived have the SHA-256 ${sha256}, not ${claimed.toLowerCase()}.`
    : "A SHA-256 is written as 64 hexadecimal digits.";
  return new AppError("invalid", `${message} Nothing was stored.`, { fieldErrors: { sha256: [message] } });
}

/** The parts as they come; broken off when none comes for a minute, so that a dead line leaves nothing half stored. */
async function* arriving(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const parts = source[Symbol.asyncIterator]();
  let timer: NodeJS.Timeout | undefined;
  try {
    for (;;) {
      const silent = new Promise<never>((_, reject) => {
        const words = "Nothing arrived for a minute. Nothing was stored: send the file again.";
        timer = setTimeout(() => reject(new AppError("malformed", words)), silence);
      });
      const { done, value } = await Promise.race([parts.next(), silent]);
      clearTimeout(timer);
      if (done) return;
      yield value;
    }
  } finally {
    clearTimeout(timer);
    // Not waited for: where the line is dead, it would wait behind the part that never comes.
    parts.return?.(undefined)?.catch(() => undefined);
  }
}

function looksLikeText(head: Buffer): boolean {
  return !head.includes(0) && new TextDecoder().decode(head.subarray(0, -4)).includes("\ufffd") === false;
}
