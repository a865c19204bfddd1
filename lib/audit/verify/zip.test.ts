import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import { utf8, utf8Text } from "@/lib/platform/crypto/bytes";
import { blobSource, collect } from "./byte-source";
import { readZip } from "./zip";

type File = { name: string; bytes: Uint8Array; compress: boolean };

async function zipOf(files: readonly File[], forceZip64Format = false): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new ZipFile();
  for (const { name, bytes, compress } of files)
    zip.addBuffer(Buffer.from(bytes), name, { compress, forceZip64Format });
  zip.end({ forceZip64Format, comment: "" });
  return new Uint8Array(await buffer(zip.outputStream as Readable));
}

const open = (bytes: Uint8Array<ArrayBuffer>) => readZip(blobSource(new Blob([bytes])));
const sample = (count: number): File[] =>
  Array.from({ length: count }, (_, i) => ({
    name: `a/${i}.txt`,
    bytes: utf8(`file ${i} `.repeat(50)),
    compress: i % 2 === 0,
  }));

describe("a ZIP file", () => {
  it("is read back, whatever is in it, also in the 64-bit format", async () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        names,
        fc.uint8Array({ maxLength: 5_000 }),
        fc.boolean(),
        fc.boolean(),
        async (all, bytes, compress, wide) => {
          const entries = await open(
            await zipOf(
              all.map((name) => ({ name, bytes, compress })),
              wide,
            ),
          );
          expect([...entries.keys()].sort()).toEqual([...all].sort());
          for (const entry of entries.values()) {
            expect(entry.size).toBe(bytes.length);
            expect(await collect(entry.open(), 10_000)).toEqual(bytes);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("is refused when it names a file twice", async () => {
    const bytes = await zipOf([...sample(1), ...sample(1)]);
    await expect(open(bytes)).rejects.toThrow("twice");
  });

  it("is refused when it is none, or cut off", async () => {
    await expect(open(new Uint8Array())).rejects.toThrow("not a ZIP");
    await expect(open(new Uint8Array(1_000))).rejects.toThrow("not a ZIP");
    const whole = await zipOf(sample(10));
    for (const length of [100, whole.length - 1, whole.length - 30]) {
      await expect(open(whole.slice(0, length))).rejects.toThrow(RangeError);
    }
    await expect(open(whole.slice(50))).rejects.toThrow();
  });

  it("never hangs or hands out other bytes after a change anywhere", async () => {
    const files = sample(3);
    const whole = await zipOf(files);
    const readAll = async (bytes: Uint8Array<ArrayBuffer>) => {
      const read = new Map<string, string>();
      for (const [name, entry] of await open(bytes)) read.set(name, utf8Text(await collect(entry.open(), 100_000)));
      return read;
    };
    expect(await readAll(whole)).toEqual(new Map(files.map(({ name, bytes }) => [name, utf8Text(bytes)])));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const read = await readAll(whole.with(at, (whole[at] as number) ^ mask)).catch((error: unknown) => {
          expect(error).toBeInstanceOf(Error);
          return new Map<string, string>();
        });
        // What is wrong inside is for the hashes to find; no more bytes than promised may come out.
        for (const text of read.values()) expect(text.length).toBeLessThanOrEqual(100_000);
      }),
    );
  });
});
