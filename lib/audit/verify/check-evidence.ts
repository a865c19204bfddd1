import { z } from "zod";
import { utf8Text } from "@/lib/platform/crypto/bytes";
import { type CollectedFile, collectedFileOf, destroyedContentOf } from "../evidence/collected-hash";
import { linesOf } from "./lines";
import { packageFiles } from "./manifest";
import type { PackageReader } from "./package-reader";
import type { Findings } from "./report";

/** A line of `evidence/index.ndjson`: what became of a version that an exported event collected. */
const evidenceLine = z.strictObject({
  index: z.string(),
  evidence: z.string(),
  version: z.number(),
  state: z.enum(["carried", "destroyed", "failed", "missing", "unreadable"]),
  sha256: z.string().nullable(),
  path: z.string().optional(),
  why: z.string().optional(),
  reference: z.string().optional(),
  /** As the vault calls it: no event says so. */
  fileName: z.string().optional(),
});
export type EvidenceLine = z.infer<typeof evidenceLine>;

const stateWords = {
  failed: "the stored file was not the one that was collected when the package was made",
  missing: "its stored file was gone when the package was made",
  unreadable: "its stored file could not be decrypted when the package was made",
} as const;

const nameOf = ({ label, version }: CollectedFile) => `${label}, version ${version}`;

/** Remembers, leaf by leaf, which evidence the events collected and whose content they destroyed. */
export class CollectedEvidence {
  private readonly collected: { index: bigint; file: CollectedFile }[] = [];
  /** Lines of the list, once it was read. */
  lines = 0;

  private readonly destroyed: { evidenceId: string; below: number; index: bigint }[] = [];

  add(leaf: unknown, index: bigint): void {
    const file = collectedFileOf(leaf);
    if (file !== null) this.collected.push({ index, file });
    const gone = destroyedContentOf(leaf);
    if (gone !== null) this.destroyed.push({ ...gone, index });
  }

  /**
   * Compares the evidence files of a package with the hashes in the signed events that collected them: one that was replaced
   * is found and named, whatever any list in the package says about it (A14, E2).
   */
  async check(reader: PackageReader, findings: Findings): Promise<void> {
    if (reader.manifest.evidence !== true) {
      const { length } = this.collected;
      if (length > 0)
        findings.limits.push(`The package was asked for without the ${filesWords(length)} of its events.`);
      for (const { path } of reader.manifest.files) {
        if (path.startsWith("evidence/"))
          findings.problem(`${path} is in a package that was asked for without evidence.`);
      }
      return;
    }
    const lines = await readLines(reader, findings);
    const used = new Set<string>([packageFiles.evidence]);
    this.lines = lines.size;
    const named = [...lines.values()].filter(({ fileName }) => fileName !== undefined).length;
    if (named > 0) findings.limits.push(`The names of ${filesWords(named)} are said by ${packageFiles.evidence} only.`);
    let carried = 0;
    for (const { index, file } of this.collected) {
      const key = `${index}/${file.evidenceId}/${file.version}`;
      const line = lines.get(key);
      lines.delete(key);
      if (line === undefined) findings.problem(`${nameOf(file)}: the package does not say what became of it.`, index);
      else if (line.state === "failed" || line.state === "missing" || line.state === "unreadable") {
        findings.problem(`${nameOf(file)}: ${line.why ?? stateWords[line.state]}.`, index);
      } else if (line.state === "carried" && !(await isCollected(reader, line, file, index, findings))) {
        // It was said what is wrong.
      } else if (!isOf(line, file)) {
        findings.problem(`${nameOf(file)}: ${packageFiles.evidence} says another thing of it than the event.`, index);
      } else if (line.state === "destroyed") this.checkDestroyed(file, findings);
      else carried++;
      if (line?.path !== undefined) used.add(line.path);
    }
    for (const line of lines.values()) {
      findings.problem(`${packageFiles.evidence} speaks of evidence ${line.evidence} that no event here collected.`);
    }
    for (const { path } of reader.manifest.files) {
      if (path.startsWith("evidence/") && !used.has(path)) findings.problem(`${path} belongs to no event.`);
    }
    findings.facts.push(`${filesWords(carried)} compared with what the events recorded`);
  }

  private checkDestroyed(file: CollectedFile, findings: Findings): void {
    const said = this.destroyed.find((gone) => gone.evidenceId === file.evidenceId && file.version < gone.below);
    findings.limits.push(
      said === undefined
        ? `${nameOf(file)}: its content is said to be destroyed, and no event in this package says so.`
        : `${nameOf(file)}: its content was destroyed, as index ${said.index} says; its hash stays.`,
    );
  }
}

/** What a line says beside the state agrees with the event, and with the state. */
function isOf({ state, reference, fileName, path, why, sha256 }: EvidenceLine, file: CollectedFile): boolean {
  if (reference === undefined || fileName === undefined) return false;
  if (!file.label.startsWith(`${reference} `)) return false;
  if (state === "destroyed" && sha256 !== file.sha256) return false;
  return state === "carried" ? why === undefined : path === undefined;
}

async function isCollected(
  reader: PackageReader,
  { path, sha256 }: EvidenceLine,
  file: CollectedFile,
  index: bigint,
  findings: Findings,
): Promise<boolean> {
  const found = path === undefined ? null : await reader.hashOf(path);
  if (found === null) findings.problem(`${nameOf(file)}: its file is missing or cannot be read.`, index);
  else if (found !== file.sha256) {
    const also = sha256 === found ? ", and neither is the hash recorded beside it" : "";
    findings.problem(`${nameOf(file)}: ${path} is not the file that was collected${also}.`, index);
  } else if (sha256 !== file.sha256) {
    findings.problem(`${nameOf(file)}: the hash recorded beside it is not the one of the event.`, index);
  } else return true;
  return false;
}

async function readLines(reader: PackageReader, findings: Findings): Promise<Map<string, EvidenceLine>> {
  const lines = new Map<string, EvidenceLine>();
  for await (const bytes of linesOf(reader.stream(packageFiles.evidence))) {
    const parsed = evidenceLine.safeParse(parseOnce(bytes));
    if (!parsed.success) findings.problem(`${packageFiles.evidence} is malformed.`);
    else lines.set(`${parsed.data.index}/${parsed.data.evidence}/${parsed.data.version}`, parsed.data);
  }
  return lines;
}

/** Undefined for what is no JSON, or is not written as the portal writes it: a member said twice would be read as one. */
function parseOnce(bytes: Uint8Array): unknown {
  try {
    const text = utf8Text(bytes);
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

const filesWords = (count: number) => `${count} evidence ${count === 1 ? "file" : "files"}`;
