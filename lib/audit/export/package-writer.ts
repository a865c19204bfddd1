import "server-only";
import { createHash } from "node:crypto";
import { crc32, createDeflateRaw } from "node:zlib";
import type { SealedSpool, Segment } from "./sealed-spool";
import { centralHeader, endRecords, localHeader, type ZipEntryFacts } from "./zip-format";

/** A file of a package as its manifest lists it. */
export interface PackedFile {
  path: string;
  sha256: string;
  bytes: number;
  rows?: number;
}

type Entry = ZipEntryFacts & { segments: Segment[] };

const flushAt = 768 * 1024;

/**
 * Collects the files of a package, several at once, with constant memory: each is hashed, counted, deflated and put aside
 * encrypted as it grows. The ZIP then only puts the pieces in order; the same files give the same bytes.
 */
export class PackageWriter {
  private readonly entries: Entry[] = [];

  constructor(private readonly spool: SealedSpool) {}

  /** A file that is written row by row. */
  rows(name: string): RowFile {
    return new RowFile(name, this.spool, (entry) => void this.entries.push(entry));
  }

  /** A small file at once. Hashes do not compress, so they are stored as they are. */
  whole(name: string, content: string | Uint8Array): PackedFile {
    const bytes = Buffer.from(content as Uint8Array);
    const segments = bytes.length > 0 ? [this.spool.append(bytes)] : [];
    const size = bytes.length;
    this.entries.push({ name, crc: crc32(bytes), size, packed: size, deflated: false, segments });
    return { path: name, sha256: createHash("sha256").update(bytes).digest("hex"), bytes: size };
  }

  /** A large file from a stream, a piece at a time; `going` is called for each, and may throw to stop. */
  async stream(
    name: string,
    source: AsyncIterable<Uint8Array>,
    going: () => void | Promise<void>,
  ): Promise<PackedFile> {
    const file = this.rows(name);
    try {
      for await (const part of source) {
        file.add(part);
        await file.flush();
        await going();
      }
      const { path, sha256, bytes } = await file.close();
      return { path, sha256, bytes };
    } catch (error) {
      file.abandon();
      throw error;
    }
  }

  /** The ZIP of all files, sorted by name. */
  async *zip(): AsyncGenerator<Buffer> {
    await this.spool.settled();
    const directory: Buffer[] = [];
    let offset = 0;
    for (const entry of this.entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const header = localHeader(entry);
      directory.push(centralHeader(entry, offset));
      offset += header.length + entry.packed;
      yield header;
      for (const segment of entry.segments) yield await this.spool.read(segment);
    }
    const central = Buffer.concat(directory);
    yield central;
    yield endRecords(this.entries.length, central.length, offset);
  }
}

/** One file on its way. `add` is cheap; what has gathered is handed on by `flush`, once per batch. */
export class RowFile {
  private readonly hash = createHash("sha256");
  // Room for what a whole block becomes, so that the thread that deflates need not come back for more in between.
  private readonly deflate = createDeflateRaw({ level: 1, memLevel: 9, chunkSize: flushAt / 2 });
  private readonly segments: Segment[] = [];
  private crc = 0;
  private size = 0;
  private packed = 0;
  private count = 0;
  /** What gathers, up to `length`; the other is being deflated meanwhile. */
  private block = Buffer.allocUnsafeSlow(flushAt + flushAt / 4);
  private other = Buffer.allocUnsafeSlow(flushAt + flushAt / 4);
  private length = 0;
  private deflated: Promise<void> = Promise.resolve();

  constructor(
    private readonly name: string,
    spool: SealedSpool,
    private readonly done: (entry: Entry) => void,
  ) {
    this.deflate.on("data", (part: Buffer) => {
      this.packed += part.length;
      this.segments.push(spool.append(part));
    });
  }

  /** One row, given with what ends it. */
  add(row: string | Uint8Array, end = ""): void {
    this.count++;
    // In UTF-8 a code unit of a string becomes three bytes at most.
    const room = this.length + (typeof row === "string" ? 3 * row.length : row.length) + end.length;
    if (room > this.block.length) {
      const larger = Buffer.allocUnsafeSlow(2 * room);
      this.block.copy(larger, 0, 0, this.length);
      this.block = larger;
    }
    if (typeof row === "string") this.length += this.block.write(row, this.length);
    else {
      this.block.set(row, this.length);
      this.length += row.length;
    }
    if (end !== "") this.length += this.block.write(end, this.length, "latin1");
  }

  async flush(atLeast = flushAt): Promise<void> {
    if (this.length < atLeast) return;
    const block = this.block.subarray(0, this.length);
    this.size += block.length;
    this.hash.update(block);
    this.crc = crc32(block, this.crc);
    // One block is being deflated, in another thread, while the next gathers; never more.
    await this.deflated;
    [this.block, this.other, this.length] = [this.other, this.block, 0];
    this.deflated = new Promise((resolve, reject) =>
      this.deflate.write(block, (error) => (error ? reject(error) : resolve())),
    );
    this.deflated.catch(() => undefined);
  }

  async close(): Promise<PackedFile> {
    await this.flush(1);
    await this.deflated;
    await new Promise<void>((resolve, reject) => {
      this.deflate.once("end", resolve).once("error", reject).end();
    });
    const { name, crc, size, packed, segments } = this;
    this.done({ name, crc, size, packed, deflated: true, segments });
    return { path: name, sha256: this.hash.digest("hex"), bytes: size, rows: this.count };
  }

  abandon(): void {
    this.deflate.destroy();
  }
}
