import "server-only";
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { ZipFile } from "yazl";

/** The ZIP of a package's folder: sorted entries, all dated 1980-01-01, so that the same files give the same bytes. */
export async function zipPackage(folder: string): Promise<Readable> {
  const zip = new ZipFile();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"));
  for (const name of names.sort()) {
    zip.addFile(path.join(folder, name), name, {
      // DOS times have no zone: the local midnight is written as it reads.
      mtime: new Date(1980, 0, 1),
      forceDosTimestamp: true,
      mode: 0o100644,
      // Hashes do not compress.
      compressionLevel: name.startsWith("proofs/tile/") ? 0 : 1,
    });
  }
  zip.end();
  // yazl reports a file that vanished on the archive, not on its stream.
  zip.on("error", (error: Error) => (zip.outputStream as Readable).destroy(error));
  return zip.outputStream as Readable;
}
