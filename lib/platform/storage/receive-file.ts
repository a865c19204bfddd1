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

/** Streams bytes into the object store: hashed and encrypted on the way, the type sniffed from what they are (E1, E7). */
export async function receiveFile(source: AsyncIterable<Uint8Array>, name: string) {
  const fileName = cleanFileName(name);
  let head = Buffer.alloc(0);
  async function* watched() {
    for await (const part of source) {
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
  const ending = fileName.split(".").at(-1)?.toLowerCase() ?? "";
  const sniffed = await fileTypeFromBuffer(head);
  const mediaType =
    sniffed?.mime ?? (looksLikeText(head) ? (textual[ending] ?? "text/plain") : "application/octet-stream");
  return { ...stored, fileName, mediaType };
}

function looksLikeText(head: Buffer): boolean {
  return !head.includes(0) && new TextDecoder().decode(head.subarray(0, -4)).includes("\ufffd") === false;
}
