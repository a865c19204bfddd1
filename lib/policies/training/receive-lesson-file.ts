import "server-only";
import { fileTypeFromBuffer } from "file-type";
import { AppError } from "../../platform/errors";
import { putObject } from "../../platform/storage/encryption";
import { cleanFileName } from "../../platform/storage/file-name";
import { objectStore } from "../../platform/storage/object-store";
import { largestFile } from "../../platform/storage/receive-file";
import { LessonMedia } from "./lesson-media";

/** As much as is looked at to tell what something is. */
const headLength = 4100;

/** Streams a film or a document into the object store, once its first bytes show that it is one; nothing else is stored. */
export async function receiveLessonFile(source: AsyncIterable<Uint8Array>, name: string) {
  const parts = source[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let held = 0;
  while (held < headLength) {
    const { value, done } = await parts.next();
    if (done) break;
    head.push(value);
    held += value.length;
  }
  const sniffed = await fileTypeFromBuffer(Buffer.concat(head).subarray(0, headLength));
  const media = LessonMedia.safeParse(sniffed?.mime);
  if (!media.success) {
    throw new AppError("unsupported", "Choose an MP4 or WebM film, or a PDF. Nothing was stored.");
  }
  async function* whole() {
    yield* head;
    for (let part = await parts.next(); !part.done; part = await parts.next()) yield part.value;
  }
  const stored = await putObject(objectStore(), whole(), { maxBytes: largestFile() });
  return { ...stored, fileName: cleanFileName(name), mediaType: media.data };
}
