import "server-only";
import { randomBytes } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rename, stat, unlink } from "node:fs/promises";
import path from "node:path";
import { env } from "../env";

/** The object is not in the store. Not the same as one that is there and wrong (audit.md E2). */
export class MissingError extends Error {
  override name = "MissingError";
}

/** Bytes under keys. Keys are paths of lower-case segments; the store never looks into the bytes. */
export interface ObjectStore {
  /** Writes all or nothing: when the promise resolves, the bytes survive a power cut; until then the old ones stand. */
  write(key: string, source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void>;
  /** Blocks of exactly `blockSize` bytes, the last one shorter, from block number `first` on. Throws MissingError at the first. */
  read(key: string, blockSize?: number, first?: number): AsyncGenerator<Buffer>;
  remove(key: string): Promise<void>;
  /** Names directly under a prefix (empty: the whole store), folders with a final slash. */
  list(prefix: string): Promise<string[]>;
}

/** The installation's store, on the file system. */
export function objectStore(): ObjectStore {
  return fileStore(env.EVIDENCE_STORAGE_PATH);
}

export function fileStore(folder: string): ObjectStore {
  const root = path.resolve(folder);
  let ready: Promise<void> | undefined;

  function prepare(): Promise<void> {
    ready ??= prepareRoot(root).catch((error: unknown) => {
      ready = undefined;
      throw error;
    });
    return ready;
  }

  return {
    async write(key, source) {
      await prepare();
      const target = pathOf(root, key);
      const made = await mkdir(path.dirname(target), { recursive: true, mode: 0o750 });
      const temporary = `${target}.${randomBytes(8).toString("hex")}.tmp`;
      try {
        const handle = await open(temporary, "wx", 0o640);
        try {
          await writeAll(handle, source);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(temporary, target);
      } catch (error) {
        await unlink(temporary).catch(() => undefined);
        throw error;
      }
      // The new name itself must survive a power cut, and the folders made for it.
      const highest = path.dirname(made ?? target);
      for (let dir = path.dirname(target); dir.length >= highest.length; dir = path.dirname(dir)) await syncFolder(dir);
    },

    async *read(key, blockSize = 256 * 1024, first = 0) {
      await prepare();
      const handle = await openExisting(pathOf(root, key), key);
      try {
        for (let number = first; ; number += 1) {
          const block = await readBlock(handle, blockSize, number * blockSize);
          if (block.length > 0) yield block;
          if (block.length < blockSize) return;
        }
      } finally {
        await handle.close();
      }
    },

    async remove(key) {
      await prepare();
      await unlink(pathOf(root, key)).catch((error: unknown) => {
        if (!isNotFound(error)) throw error;
      });
    },

    async list(prefix) {
      await prepare();
      const entries = await readdir(prefix === "" ? root : pathOf(root, prefix), { withFileTypes: true }).catch(
        (error: unknown) => {
          if (isNotFound(error)) return [];
          throw error;
        },
      );
      return entries.map((entry) => entry.name + (entry.isDirectory() ? "/" : "")).sort();
    },
  };
}

/** All bytes of a small object. */
export async function readWhole(store: ObjectStore, key: string): Promise<Buffer> {
  const blocks: Buffer[] = [];
  for await (const block of store.read(key)) blocks.push(block);
  return Buffer.concat(blocks);
}

/** What people upload must not be readable by every account of the machine. */
async function prepareRoot(root: string): Promise<void> {
  await mkdir(root, { recursive: true, mode: 0o750 });
  const { mode } = await stat(root);
  if ((mode & 0o007) !== 0) {
    throw new Error(`The storage folder ${root} is open to every account of this machine. Run: chmod 0750 ${root}`);
  }
}

function pathOf(root: string, key: string): string {
  const segments = key.split("/");
  if (!segments.every((segment) => /^[A-Za-z0-9_%-][A-Za-z0-9._%-]*$/.test(segment))) {
    throw new RangeError("An object's key has only plain path segments.");
  }
  return path.join(root, ...segments);
}

async function openExisting(file: string, key: string): Promise<FileHandle> {
  try {
    return await open(file, "r");
  } catch (error) {
    if (isNotFound(error)) throw new MissingError(`There is no object ${key}.`);
    throw error;
  }
}

async function writeAll(handle: FileHandle, source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
  // One write is under way while the source makes the next block; never more, so memory does not grow (E1).
  let previous: Promise<void> = Promise.resolve();
  try {
    for await (const block of source) {
      await previous;
      previous = writeBlock(handle, block);
      previous.catch(() => undefined);
    }
  } finally {
    await previous;
  }
}

async function writeBlock(handle: FileHandle, block: Uint8Array): Promise<void> {
  for (let at = 0; at < block.length; ) at += (await handle.write(block, at)).bytesWritten;
}

async function readBlock(handle: FileHandle, size: number, from: number): Promise<Buffer> {
  const block = Buffer.allocUnsafe(size);
  let filled = 0;
  while (filled < size) {
    const { bytesRead } = await handle.read(block, filled, size - filled, from + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return block.subarray(0, filled);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}

function isNotFound(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === "ENOENT" || code === "ENOTDIR";
}
