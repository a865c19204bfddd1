import { randomBytes } from "node:crypto";
import {
  chmod,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
} from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

vi.mock("../env", () => ({ env: { PORTAL_MASTER_KEY: Buffer.alloc(32, 1).toString("base64") } }));

import { env } from "../env";
import {
  checkObject,
  ObjectProblem,
  putObject,
  readObject,
  readObjectRange,
  removeObject,
  type SealedObject,
} from "./encryption";
import { fileStore, MissingError, type ObjectStore, readWhole } from "./object-store";

const chunk = 256 * 1024;
let folder: string;
let store: ObjectStore;

beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(os.tmpdir(), "plinto-store-")), "objects-root");
  store = fileStore(folder);
});

afterEach(async () => {
  env.PORTAL_MASTER_KEY = Buffer.alloc(32, 1).toString("base64");
  await rm(path.dirname(folder), { recursive: true, force: true });
});

const fileOf = (object: SealedObject) => path.join(folder, object.storageKey);

async function contentOf(object: SealedObject): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of await readObject(store, object)) parts.push(part);
  return Buffer.concat(parts);
}

async function expectState(object: SealedObject, state: string) {
  expect(await checkObject(store, object)).toBe(state);
  await expect(readObject(store, object)).rejects.toMatchObject({ name: "ObjectProblem", state });
}

describe("an object in the store (E1, E2)", () => {
  it("comes back as it was stored, whatever its length and pieces", async () => {
    for (const length of [0, 1, chunk - 1, chunk, chunk + 1, 3 * chunk, 3 * chunk + 7]) {
      const content = randomBytes(length);
      const object = await putObject(store, [content.subarray(0, 5), content.subarray(5)]);
      expect(object.size).toBe(BigInt(length));
      expect(await checkObject(store, object)).toBe("verified");
      expect((await contentOf(object)).equals(content)).toBe(true);
      // One byte stands in a ciphertext by chance.
      if (length >= 64) expect((await readFile(fileOf(object))).includes(content.subarray(0, 64))).toBe(false);
    }
  });

  it("is unreadable after any change of a byte", async () => {
    const content = randomBytes(2 * chunk + 1000);
    const object = await putObject(store, [content]);
    const { size } = await stat(fileOf(object));
    await fc.assert(
      fc.asyncProperty(fc.nat(size - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        await flip(fileOf(object), at, mask);
        await expectState(object, "unreadable");
        await flip(fileOf(object), at, mask);
      }),
      { numRuns: 30 },
    );
    expect((await contentOf(object)).equals(content)).toBe(true);
  });

  it("is unreadable when cut off, also at the end of a chunk, or lengthened", async () => {
    const object = await putObject(store, [randomBytes(3 * chunk)]);
    const whole = await readFile(fileOf(object));
    for (const length of [0, 1, 15, 16, chunk, chunk + 16, 2 * (chunk + 16), whole.length - 1]) {
      await truncate(fileOf(object), length);
      await expectState(object, "unreadable");
      await writeFile(fileOf(object), whole);
    }
    await writeFile(fileOf(object), Buffer.concat([whole, whole.subarray(-chunk - 16)]));
    await expectState(object, "unreadable");
  });

  it("is unreadable when its chunks change places or two objects do", async () => {
    const object = await putObject(store, [randomBytes(3 * chunk)]);
    const whole = await readFile(fileOf(object));
    const [a, b, c] = [0, 1, 2].map((n) => whole.subarray(n * (chunk + 16), (n + 1) * (chunk + 16)));
    await writeFile(fileOf(object), Buffer.concat([b as Buffer, a as Buffer, c as Buffer]));
    await expectState(object, "unreadable");
    await writeFile(fileOf(object), whole);
    const other = await putObject(store, [randomBytes(3 * chunk)]);
    await rename(fileOf(object), `${fileOf(object)}.kept`);
    await rename(fileOf(other), fileOf(object));
    await expectState(object, "unreadable");
    // Nor does another object's row fit, however the wrapped keys are exchanged.
    await expectState({ ...object, wrappedKey: other.wrappedKey }, "unreadable");
  });

  it("is missing when it is gone, unreadable under another master key or none, failed when the hash is another", async () => {
    const object = await putObject(store, [Buffer.from("evidence")]);
    await expectState({ ...object, sha256: "0".repeat(64) }, "failed");
    await expectState({ ...object, size: 9n }, "failed");
    await expectState({ ...object, wrappedKey: null }, "unreadable");
    env.PORTAL_MASTER_KEY = Buffer.alloc(32, 2).toString("base64");
    await expectState(object, "unreadable");
    env.PORTAL_MASTER_KEY = Buffer.alloc(32, 1).toString("base64");
    await removeObject(store, object);
    await expectState(object, "missing");
    await removeObject(store, object);
  });

  it("breaks off without the altered bytes when it is altered after the first pass", async () => {
    const content = randomBytes(3 * chunk);
    const object = await putObject(store, [content]);
    const stream = await readObject(store, object);
    await flip(fileOf(object), chunk + 16 + 5, 1);
    const served: Uint8Array[] = [];
    const reading = (async () => {
      for await (const part of stream) served.push(part);
    })();
    await expect(reading).rejects.toBeInstanceOf(ObjectProblem);
    expect(Buffer.concat(served).equals(content.subarray(0, chunk))).toBe(true);
  });

  it("gives any range of its bytes, and of an altered chunk none", async () => {
    for (const length of [1, chunk - 1, chunk, chunk + 1, 3 * chunk, 3 * chunk + 7]) {
      const content = randomBytes(length);
      const object = await putObject(store, [content]);
      const edges = [0, 1, chunk - 1, chunk, chunk + 1, 2 * chunk, length - 1].filter((at) => at < length);
      for (const from of edges) {
        for (const to of edges.filter((at) => at >= from)) {
          const parts: Uint8Array[] = [];
          for await (const part of await readObjectRange(store, object, { from, to })) parts.push(part);
          expect(Buffer.concat(parts).equals(content.subarray(from, to + 1))).toBe(true);
        }
      }
    }
    const object = await putObject(store, [randomBytes(3 * chunk)]);
    await flip(fileOf(object), chunk + 16 + 5, 1);
    const second = { from: chunk + 1, to: chunk + 2 };
    await expect(readObjectRange(store, object, second)).rejects.toMatchObject({ state: "unreadable" });
    for await (const _ of await readObjectRange(store, object, { from: 0, to: 10 })) expect(_.length).toBe(11);
    await truncate(fileOf(object), 2 * (chunk + 16));
    const third = { from: 2 * chunk, to: 2 * chunk + 1 };
    await expect(readObjectRange(store, object, third)).rejects.toMatchObject({ state: "unreadable" });
    await removeObject(store, object);
    await expect(readObjectRange(store, object, third)).rejects.toMatchObject({ state: "missing" });
  });

  it("is refused above the limit, and nothing is left of it or of a broken upload", async () => {
    await expect(putObject(store, [Buffer.alloc(11)], { maxBytes: 10 })).rejects.toMatchObject({ code: "too_large" });
    async function* broken() {
      yield Buffer.alloc(chunk * 2);
      throw new Error("connection lost");
    }
    await expect(putObject(store, broken())).rejects.toThrow("connection lost");
    const left = await readdir(folder, { recursive: true, withFileTypes: true });
    expect(left.filter((entry) => entry.isFile())).toEqual([]);
  });

  it("of 200 MB takes no more memory than one of 20", async () => {
    const block = randomBytes(1024 * 1024);
    // What is still held, not what waits for its collection: that depends on how busy the machine is.
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    async function peakOf(blocks: number): Promise<number> {
      let peak = 0;
      let looks = 0;
      const look = () => {
        looks += 1;
        if (looks % 8 > 0) return;
        collect();
        const { arrayBuffers, heapUsed } = process.memoryUsage();
        peak = Math.max(peak, arrayBuffers + heapUsed);
      };
      function* source() {
        for (let i = 0; i < blocks; i++) {
          look();
          yield block;
        }
      }
      const object = await putObject(store, source());
      for await (const _ of await readObject(store, object)) look();
      await removeObject(store, object);
      return peak;
    }
    const small = await peakOf(20);
    const large = await peakOf(200);
    expect(large - small).toBeLessThan(32 * 1024 * 1024);
  });
});

describe("the folder of the store", () => {
  it("is made for the owner and group only, its files too", async () => {
    await store.write("log/checkpoint", [Buffer.from("a")]);
    expect((await stat(folder)).mode & 0o777).toBe(0o750 & ~process.umask());
    expect((await stat(path.join(folder, "log/checkpoint"))).mode & 0o007).toBe(0);
  });

  it("is refused when every account can look into it", async () => {
    await mkdir(folder);
    await chmod(folder, 0o755);
    await expect(store.write("a", [Buffer.from("a")])).rejects.toThrow("chmod 0750");
    await expect(readWhole(store, "a")).rejects.toThrow("chmod 0750");
    await chmod(folder, 0o750);
    await store.write("a", [Buffer.from("a")]);
  });

  it.each(["../a", "a/../b", "/a", "a//b", "a/", "", ".hidden", "a\u0000b", "a\\b"])("has no key %j", async (key) => {
    await expect(store.write(key, [Buffer.from("a")])).rejects.toThrow(RangeError);
    await expect(readWhole(store, key)).rejects.toThrow(RangeError);
  });

  it("replaces whole objects, lists names and says what is missing", async () => {
    await store.write("log/a/checkpoint", [Buffer.from("first")]);
    await store.write("log/a/checkpoint", [Buffer.from("se"), Buffer.from("cond")]);
    expect((await readWhole(store, "log/a/checkpoint")).toString()).toBe("second");
    expect(await store.list("log/a")).toEqual(["checkpoint"]);
    expect(await store.list("log")).toEqual(["a/"]);
    expect(await store.list("nothing")).toEqual([]);
    await expect(readWhole(store, "log/b")).rejects.toBeInstanceOf(MissingError);
  });
});

async function flip(file: string, at: number, mask: number): Promise<void> {
  const handle = await open(file, "r+");
  const byte = Buffer.alloc(1);
  await handle.read(byte, 0, 1, at);
  byte[0] = (byte[0] as number) ^ mask;
  await handle.write(byte, 0, 1, at);
  await handle.close();
}
