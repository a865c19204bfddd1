import "server-only";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import path from "node:path";
import type { BackupFile } from "./manifest";

/** Writes a file of a backup, hashed on the way, on the disk when the promise resolves. */
export async function writeFile(
  folder: string,
  name: string,
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<BackupFile> {
  const target = path.join(folder, ...name.split("/"));
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  const hash = createHash("sha256");
  let bytes = 0;
  const handle = await open(target, "wx", 0o600);
  try {
    for await (const chunk of source) {
      hash.update(chunk);
      bytes += chunk.length;
      for (let at = 0; at < chunk.length; ) at += (await handle.write(chunk, at)).bytesWritten;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { path: name, bytes, sha256: hash.digest("hex") };
}

/** Is the file there, and the one that was written? */
export async function isIntact(folder: string, { path: name, bytes, sha256 }: BackupFile): Promise<boolean> {
  const hash = createHash("sha256");
  let size = 0;
  try {
    for await (const chunk of createReadStream(path.join(folder, ...name.split("/")))) {
      hash.update(chunk);
      size += chunk.length;
    }
  } catch {
    return false;
  }
  return size === bytes && hash.digest("hex") === sha256;
}

export function readFile(folder: string, name: string): AsyncIterable<Buffer> {
  return createReadStream(path.join(folder, ...name.split("/")));
}

/** The lines of a file, without their ends; constant memory for lines of ordinary length. */
export async function* linesOf(folder: string, name: string): AsyncGenerator<string> {
  let rest = "";
  const decoder = new TextDecoder();
  for await (const chunk of readFile(folder, name)) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = parts.pop() ?? "";
    yield* parts;
  }
  if (rest !== "") yield rest;
}
