import "server-only";
import { createHash } from "node:crypto";
import { mkdir, open } from "node:fs/promises";
import path from "node:path";

export interface SpooledFile {
  path: string;
  sha256: string;
  bytes: number;
  rows?: number;
}

const flushAt = 256 * 1024;

/** A file of the package on its way: written in pieces, hashed and counted, never held whole. */
export async function spoolFile(folder: string, name: string, counted = false) {
  const target = path.join(folder, name);
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  const handle = await open(target, "wx", 0o600);
  const hash = createHash("sha256");
  let held: (string | Uint8Array)[] = [];
  let heldLength = 0;
  let bytes = 0;
  let rows = 0;

  async function flush() {
    const block = Buffer.concat(held.map((part) => (typeof part === "string" ? Buffer.from(part) : part)));
    held = [];
    heldLength = 0;
    hash.update(block);
    bytes += block.length;
    for (let at = 0; at < block.length; ) at += (await handle.write(block, at)).bytesWritten;
  }

  return {
    /** One row, or any piece of the file. */
    async write(...parts: (string | Uint8Array)[]): Promise<void> {
      rows++;
      for (const part of parts) {
        held.push(part);
        heldLength += part.length;
      }
      if (heldLength >= flushAt) await flush();
    },
    async close(): Promise<SpooledFile> {
      await flush();
      await handle.close();
      return { path: name, sha256: hash.digest("hex"), bytes, ...(counted ? { rows } : {}) };
    },
    abandon: () => handle.close().catch(() => undefined),
  };
}

export async function spoolWhole(folder: string, name: string, content: string | Uint8Array): Promise<SpooledFile> {
  const file = await spoolFile(folder, name);
  await file.write(content);
  return file.close();
}
