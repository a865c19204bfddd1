import { mkdtemp, readdir, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

vi.mock("../env", () => ({
  env: { PORTAL_MASTER_KEY: Buffer.alloc(32, 1).toString("base64"), EVIDENCE_LARGEST_FILE_MIB: 1 },
}));

import { env } from "../env";
import { receiveFile } from "./receive-file";

let folder: string;

beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(os.tmpdir(), "plinto-receive-")), "store");
  env.EVIDENCE_STORAGE_PATH = folder;
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(path.dirname(folder), { recursive: true, force: true });
});

const filesLeft = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length;

it("is broken off when nothing arrives for a minute, and nothing of it stays (E1)", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (sent++ < 5) controller.enqueue(Buffer.alloc(100_000, sent));
      else await new Promise(() => undefined);
    },
  });
  const receiving = receiveFile(body, "large.bin").catch((error) => error);
  while (sent < 6) await new Promise((resolve) => setImmediate(resolve));
  vi.advanceTimersByTime(59_000);
  await new Promise((resolve) => setImmediate(resolve));
  expect(await filesLeft()).toBe(1);
  vi.advanceTimersByTime(2_000);
  expect(await receiving).toMatchObject({ code: "malformed", message: expect.stringContaining("Nothing was stored") });
  expect(await filesLeft()).toBe(0);
});

it("of a slow line arrives as long as it goes on", async () => {
  async function* slowly() {
    for (const part of ["a,b\n", "1,2\n", "3,4\n"]) {
      vi.advanceTimersByTime(50_000);
      yield Buffer.from(part);
    }
  }
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  expect(await receiveFile(slowly(), "list.csv")).toMatchObject({ size: 12n, mediaType: "text/csv" });
});
