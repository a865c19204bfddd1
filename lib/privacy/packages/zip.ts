import "server-only";
import { createHash } from "node:crypto";
import { PassThrough, Readable } from "node:stream";
import { ZipFile } from "yazl";

export type Entry = { path: string; rows?: number; content(): AsyncIterable<string> | Iterable<string> };
export type FileFact = { path: string; sha256: string; bytes: number; rows?: number };

/** The earliest moment a ZIP can say, in every time zone: the same content is the same bytes whenever it is built. */
const fixed = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true };

/**
 * A ZIP as a stream, entry after entry, none held whole. `manifest` is asked last, with the hash, size and rows of all
 * others, and becomes `manifest.json`.
 */
export function zipOf(
  entries: readonly Entry[],
  manifest: (files: readonly FileFact[]) => string,
): AsyncIterable<Uint8Array> {
  const facts: FileFact[] = [];
  const zip = new ZipFile();
  const output = new PassThrough();
  zip.on("error", (error: Error) => output.destroy(error));
  const add = (path: string, content: () => AsyncIterable<Uint8Array>) =>
    zip.addReadStreamLazy(path, fixed, (callback) => {
      const stream = Readable.from(content(), { objectMode: false });
      // yazl passes errors on by itself only from its own files.
      stream.on("error", (error) => output.destroy(error));
      callback(null, stream);
    });
  for (const entry of entries) add(entry.path, () => counted(entry, facts));
  add("manifest.json", async function* () {
    yield Buffer.from(manifest(facts));
  });
  zip.end();
  zip.outputStream.pipe(output);
  return output;
}

async function* counted(entry: Entry, facts: FileFact[]): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const text of inBlocks(entry.content())) {
    hash.update(text);
    bytes += text.length;
    yield text;
  }
  facts.push({
    path: entry.path,
    sha256: hash.digest("hex"),
    bytes,
    ...(entry.rows === undefined ? {} : { rows: entry.rows }),
  });
}

const blockSize = 64 * 1024;

/** Rows are small: gathered into blocks, a stream of a million of them costs as much as their bytes. */
async function* inBlocks(texts: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Buffer> {
  let held: string[] = [];
  let length = 0;
  for await (const text of texts) {
    held.push(text);
    length += text.length;
    if (length < blockSize) continue;
    yield Buffer.from(held.join(""));
    held = [];
    length = 0;
  }
  if (length > 0) yield Buffer.from(held.join(""));
}
