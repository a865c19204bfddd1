import "server-only";
import path from "node:path";
import { env } from "@/lib/platform/env";
import { readObject, type SealedObject } from "@/lib/platform/storage/encryption";
import { type ObjectStore, objectStore } from "@/lib/platform/storage/object-store";
import { SealedSpool, type Segment } from "../export/sealed-spool";
import type { ByteSource } from "../verify/byte-source";
import { packageFiles } from "../verify/manifest";
import { PackageReader } from "../verify/package-reader";
import { verifyPackage } from "../verify/verify-package";

export const archiveSpool = () => path.join(env.DATA_EXPORT_PATH, "spool");

type Range = { first: bigint; count: bigint };

/**
 * Verifies a bundle as it lies in the store, the way anybody verifies a package offline (A14), and that it holds exactly this
 * range of a log of this policy. Says what is wrong as a sentence; null when nothing is.
 */
export async function verifyBundle(
  object: SealedObject,
  { first, count }: Range,
  policy: string,
  { id, store = objectStore() }: { id: string; store?: ObjectStore },
): Promise<string | null> {
  const spool = await SealedSpool.create(archiveSpool(), id);
  try {
    const source = await spooled(spool, await readObject(store, object));
    const report = await verifyPackage(source, { policy });
    if (!report.ok) return report.problems[0]?.message ?? "The bundle does not verify.";
    const { manifest } = await PackageReader.open(source);
    const { selection } = manifest;
    const rows = manifest.files.find((file) => file.path === packageFiles.events)?.rows;
    const whole =
      selection.kind === "range" &&
      selection.first === `${first}` &&
      selection.count === `${count}` &&
      rows === Number(count);
    return whole ? null : "The bundle holds other events than those of its month.";
  } finally {
    await spool.discard();
  }
}

/** A stream put aside, sealed, to be read from anywhere. */
async function spooled(spool: SealedSpool, stream: AsyncIterable<Uint8Array>): Promise<ByteSource> {
  const parts: { at: number; length: number; segment: Segment }[] = [];
  let size = 0;
  for await (const chunk of stream) {
    if (chunk.length === 0) continue;
    parts.push({ at: size, length: chunk.length, segment: spool.append(chunk) });
    size += chunk.length;
  }
  await spool.settled();
  let last: { at: number; bytes: Uint8Array } | null = null;
  async function part(offset: number) {
    if (last !== null && offset >= last.at && offset < last.at + last.bytes.length) return last;
    let [low, high] = [0, parts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((parts[middle]?.at ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const found = parts[low];
    if (found === undefined) throw new RangeError("The file ends too early.");
    last = { at: found.at, bytes: await spool.read(found.segment) };
    return last;
  }
  return {
    size,
    async read(offset, length) {
      const bytes = new Uint8Array(length);
      if (offset + length > size) throw new RangeError("The file ends too early.");
      for (let done = 0; done < length; ) {
        const { at, bytes: from } = await part(offset + done);
        const some = from.subarray(offset + done - at, offset + length - at);
        bytes.set(some, done);
        done += some.length;
      }
      return bytes;
    },
  };
}
