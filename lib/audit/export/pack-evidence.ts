import "server-only";
import type { CollectedFile } from "../evidence/collected-hash";
import type { EvidenceLine } from "../verify/check-evidence";
import { packageFiles } from "../verify/manifest";
import type { TakeEvidence } from "./carried-evidence";
import type { PackageWriter, PackedFile } from "./package-writer";

export interface CollectedAt {
  index: bigint;
  file: CollectedFile;
}

/**
 * Puts the files of collected evidence into a package, one after the other with constant memory, and a list of what became
 * of each. `going` is called now and then, and may throw to stop.
 * @returns the files of the package, and the ids of the versions whose bytes are among them
 */
export async function packEvidence(
  collected: readonly CollectedAt[],
  take: TakeEvidence,
  writer: PackageWriter,
  going: () => void | Promise<void>,
): Promise<{ files: PackedFile[]; carries: string[] }> {
  const files: PackedFile[] = [];
  const carries: string[] = [];
  const paths = new Set<string>();
  const list = writer.rows(packageFiles.evidence);
  try {
    for (const { index, file } of collected) {
      const { versionId, bytes, ...taken } = await take(file);
      const path = pathOf(file, taken);
      // Twice only in a log that somebody altered: the first is carried, and the list says of the second where it is.
      if (bytes !== undefined && !paths.has(path)) {
        paths.add(path);
        files.push(await writer.stream(path, bytes, going));
        if (versionId !== undefined) carries.push(versionId);
      }
      const { evidenceId: evidence, version } = file;
      const line = { index: `${index}`, evidence, version, ...taken, path: bytes === undefined ? undefined : path };
      list.add(`${JSON.stringify(line satisfies EvidenceLine)}\n`);
      await list.flush();
    }
    files.push(await list.close());
    return { files, carries };
  } catch (error) {
    list.abandon();
    throw error;
  }
}

/** A name that is safe wherever the package is unpacked; the file's own name stands in the list. */
function pathOf(
  { evidenceId, version }: CollectedFile,
  { reference, fileName }: { reference?: string; fileName?: string },
) {
  const folder = reference !== undefined && /^[A-Za-z0-9-]{1,40}$/.test(reference) ? reference : evidenceId;
  const ending = /\.[a-z0-9]{1,8}$/i.exec(fileName ?? "")?.[0].toLowerCase() ?? "";
  return `evidence/${folder}/${version}${ending}`;
}
