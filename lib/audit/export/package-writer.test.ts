import { mkdtemp, readdir, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromBuffer } from "yauzl";
import { utf8Text } from "@/lib/platform/crypto/bytes";
import { blobSource, collect } from "../verify/byte-source";
import { readZip } from "../verify/zip";
import { PackageWriter } from "./package-writer";
import { SealedSpool } from "./sealed-spool";
import { centralHeader, endRecords, localHeader } from "./zip-format";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-writer-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function written(fill: (writer: PackageWriter) => Promise<void> | void) {
  const spool = await SealedSpool.create(folder, "test");
  try {
    const writer = new PackageWriter(spool);
    await fill(writer);
    const parts: Buffer[] = [];
    for await (const part of writer.zip()) parts.push(part);
    return Buffer.concat(parts);
  } finally {
    await spool.discard();
  }
}

/** Names and contents as a reader nobody here wrote finds them. */
function foreign(zip: Buffer): Promise<Map<string, string>> {
  return new Promise((resolve, reject) => {
    fromBuffer(zip, { lazyEntries: true }, (error, file) => {
      if (error) return reject(error);
      const found = new Map<string, string>();
      file.on("entry", (entry) => {
        expect(entry.getLastModDate({ timezone: "UTC" }).toISOString()).toBe("1980-01-01T00:00:00.000Z");
        file.openReadStream(entry, async (problem, stream) => {
          if (problem) return reject(problem);
          found.set(entry.fileName, (await buffer(stream)).toString());
          file.readEntry();
        });
      });
      file.on("end", () => resolve(found));
      file.on("error", reject);
      file.readEntry();
    });
  });
}

describe("a written package", () => {
  it("is read back by another library and by the verifier, sorted, and the same each time", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: "grapheme", maxLength: 40 })), async (rows) => {
        const fill = async (writer: PackageWriter) => {
          writer.whole("b.txt", "stored ü");
          writer.whole("empty", "");
          const file = writer.rows("a/rows.txt");
          for (const row of rows) {
            file.add(`${row}\n`);
            await file.flush(100);
          }
          expect((await file.close()).rows).toBe(rows.length);
        };
        const zip = await written(fill);
        expect((await written(fill)).equals(zip)).toBe(true);
        const text = rows.map((row) => `${row}\n`).join("");
        const found = await foreign(zip);
        expect([...found]).toEqual([
          ["a/rows.txt", text],
          ["b.txt", "stored ü"],
          ["empty", ""],
        ]);
        const own = await readZip(blobSource(new Blob([new Uint8Array(zip)])));
        const entry = own.get("a/rows.txt");
        expect(entry && utf8Text(await collect(entry.open(), 1 << 20))).toBe(text);
      }),
      { numRuns: 25 },
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it("may have more than 65,535 files", async () => {
    const zip = await written((writer) => {
      for (let i = 0; i < 66_000; i++) writer.whole(`f/${i}`, "");
    });
    expect((await foreign(zip)).size).toBe(66_000);
    expect((await readZip(blobSource(new Blob([new Uint8Array(zip)])))).size).toBe(66_000);
  });

  it("may have files and offsets beyond 32 bits: their numbers stand in the ZIP64 field, in its order", () => {
    const facts = { name: "events.ndjson", crc: 7, size: 2 ** 33, packed: 2 ** 32 + 5, deflated: true };
    const local = localHeader(facts).subarray(30 + facts.name.length);
    expect([local.readUInt16LE(0), local.readUInt16LE(2)]).toEqual([1, 16]);
    expect([local.readBigUInt64LE(4), local.readBigUInt64LE(12)]).toEqual([2n ** 33n, 2n ** 32n + 5n]);
    const central = centralHeader({ ...facts, size: 5, packed: 5 }, 2 ** 34).subarray(46 + facts.name.length);
    expect(central.readBigUInt64LE(20)).toBe(2n ** 34n);
    const end = endRecords(3, 100, 2 ** 34);
    expect(end.length).toBe(56 + 20 + 22);
    expect(end.readBigUInt64LE(48)).toBe(2n ** 34n);
    expect(end.readBigUInt64LE(56 + 8)).toBe(2n ** 34n + 100n);
    expect(endRecords(3, 100, 200).length).toBe(22);
  });
});

describe("what is put aside", () => {
  it("cannot be read back once a byte of it was altered", async () => {
    const spool = await SealedSpool.create(folder, "altered");
    const segment = spool.append(Buffer.from("a protected name"));
    await spool.settled();
    const [name = ""] = await readdir(folder);
    const { readFile, writeFile } = await import("node:fs/promises");
    const bytes = await readFile(path.join(folder, name));
    expect(bytes.includes("protected")).toBe(false);
    await writeFile(path.join(folder, name), bytes.with(3, (bytes[3] ?? 0) ^ 1));
    await expect(spool.read(segment)).rejects.toThrow();
    await spool.discard();
  });
});
