import { createWriteStream } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { blobSource, collect } from "../verify/byte-source";
import { readZip } from "../verify/zip";

/** Takes a package apart into a folder, so that somebody can be at its files. */
export async function unzipInto(folder: string, zip: string): Promise<void> {
  const entries = await readZip(blobSource(new Blob([new Uint8Array(await readFile(zip))])));
  for (const [name, entry] of entries) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), await collect(entry.open(), 1 << 30));
  }
}

/** Makes a ZIP of a folder by another library than the one that made the package. */
export async function zipFolder(folder: string, target: string): Promise<void> {
  const zip = new ZipFile();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"));
  for (const name of names.sort()) zip.addFile(path.join(folder, name), name);
  zip.end();
  await pipeline(zip.outputStream as Readable, createWriteStream(target));
}
