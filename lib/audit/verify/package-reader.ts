import { toHex, utf8Text } from "@/lib/platform/crypto/bytes";
import { createSha256, sha256 } from "@/lib/platform/crypto/sha256";
import { type ByteSource, collect } from "./byte-source";
import { type PackageManifest, packageFiles, packageManifest } from "./manifest";
import type { Findings } from "./report";
import { readZip, type ZipEntry } from "./zip";

const smallFile = 64 * 1024 * 1024;

/** The files of a package, each hashed on its way and compared with the manifest. */
export class PackageReader {
  private readonly hashed = new Map<string, string>();

  private constructor(
    private readonly entries: ReadonlyMap<string, ZipEntry>,
    private readonly listed: ReadonlyMap<string, { sha256: string; bytes: number }>,
    readonly manifest: PackageManifest,
    private readonly manifestSha256: string,
  ) {}

  /** Throws when it is no package at all. */
  static async open(source: ByteSource): Promise<PackageReader> {
    const entries = await readZip(source);
    const entry = entries.get(packageFiles.manifest);
    if (entry === undefined) throw new RangeError("The file is no export package: it has no manifest.json.");
    const bytes = await collect(entry.open(), smallFile);
    const text = utf8Text(bytes);
    const json: unknown = JSON.parse(text);
    const parsed = packageManifest.safeParse(json);
    // A member said twice would be read as one: it is written in one way.
    if (!parsed.success || `${JSON.stringify(json, null, 2)}\n` !== text)
      throw new RangeError("The manifest is malformed.");
    const listed = new Map(parsed.data.files.map((file) => [file.path, file]));
    return new PackageReader(entries, listed, parsed.data, toHex(sha256(bytes)));
  }

  has(path: string): boolean {
    return this.entries.has(path);
  }

  /** The file's bytes; its hash is known once the stream has been read to its end. */
  async *stream(path: string): AsyncGenerator<Uint8Array> {
    const entry = this.entries.get(path);
    if (entry === undefined) throw new RangeError(`The package has no ${path}.`);
    const hash = createSha256();
    for await (const part of entry.open()) {
      hash.update(part);
      yield part;
    }
    this.hashed.set(path, toHex(hash.digest()));
  }

  small(path: string): Promise<Uint8Array> {
    return collect(this.stream(path), smallFile);
  }

  async text(path: string): Promise<string> {
    return utf8Text(await this.small(path));
  }

  /** Files that no check has asked for so far. */
  unread(): string[] {
    return [...this.listed.keys()].filter((path) => !this.hashed.has(path) && this.entries.has(path));
  }

  /** Compares every file with the manifest, and both with SHA256SUMS; reads what nobody has read yet. */
  async checkFiles(findings: Findings): Promise<void> {
    const own: string[] = [packageFiles.manifest, packageFiles.sums];
    for (const path of this.entries.keys()) {
      if (!this.listed.has(path) && !own.includes(path)) findings.problem(`${path} is not in the manifest.`);
    }
    if (this.listed.size < this.manifest.files.length) findings.problem("The manifest names a file twice.");
    const idle = this.unread();
    if (idle.length > 0) {
      findings.limits.push(
        `No check needed ${idle.length} of the files, such as ${idle[0]}: what is in them is not proven.`,
      );
    }
    const sums = new Map<string, string>([[packageFiles.manifest, this.manifestSha256]]);
    for (const [path, { sha256, bytes }] of this.listed) {
      const found = await this.hashOf(path);
      sums.set(path, sha256);
      if (found === null) findings.problem(`${path} is missing or cannot be read.`);
      else if (found !== sha256 || this.entries.get(path)?.size !== bytes) {
        findings.problem(`${path} is not the file the manifest describes.`);
      }
    }
    const lines = [...sums].map(([path, sha256]) => `${sha256}  ${path}\n`).sort(byPath);
    const written = await this.text(packageFiles.sums).catch(() => "");
    if (written !== lines.join("")) findings.problem("SHA256SUMS and manifest.json differ.");
  }

  /** SHA-256 of a file, read when nobody has yet; null when it is missing or cannot be read. */
  async hashOf(path: string): Promise<string | null> {
    const known = this.hashed.get(path);
    if (known !== undefined) return known;
    try {
      for await (const _ of this.stream(path));
    } catch {
      return null;
    }
    return this.hashed.get(path) ?? null;
  }
}

/** Order of the lines of SHA256SUMS: by path, as the entries of the package. */
export function byPath(a: string, b: string): number {
  return a.slice(66) < b.slice(66) ? -1 : 1;
}
