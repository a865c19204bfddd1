import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

vi.mock("../env", () => ({ env: { PORTAL_MASTER_KEY: Buffer.alloc(32, 1).toString("base64") } }));

import { env } from "../env";
import { checkObject, putObject } from "./encryption";
import { fileStore } from "./object-store";
import { removeUnfinished } from "./unfinished";

const day = 24 * 60 * 60_000;
let root: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), "plinto-unfinished-"));
  env.EVIDENCE_STORAGE_PATH = path.join(root, "evidence");
  env.DATA_EXPORT_PATH = path.join(root, "exports");
});
afterEach(() => rm(root, { recursive: true, force: true }));

const files = async () =>
  (await readdir(root, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

it("what a kill left half written goes after two days; what is whole, or still arriving, stays (E1)", async () => {
  const store = fileStore(env.EVIDENCE_STORAGE_PATH);
  const object = await putObject(store, [Buffer.alloc(1000)]);
  // A process of its own that is killed in the middle of writing.
  const source = `
    import { fileStore } from "./lib/platform/storage/object-store";
    async function* endless() { for (;;) { yield Buffer.alloc(256 * 1024); await new Promise((go) => setTimeout(go, 5)); } }
    process.stdout.write("begun");
    await fileStore(${JSON.stringify(env.DATA_EXPORT_PATH)}).write("objects/ab/abcdef", endless());`;
  const script = path.join(root, "writer.mts");
  await writeFile(script, source.replace("./lib", path.resolve("lib")));
  const args = ["--conditions=react-server", "--import", "tsx", script];
  const given = { PORTAL_MASTER_KEY: env.PORTAL_MASTER_KEY, DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none" };
  const writer = spawn(process.execPath, args, {
    env: { ...process.env, ...given, NEXTAUTH_SECRET: "x".repeat(40) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await vi.waitFor(async () => expect((await files()).some((file) => file.endsWith(".tmp"))).toBe(true), 60_000);
  writer.kill("SIGKILL");
  await once(writer, "exit");
  await rm(script);

  const now = Date.now();
  expect(await removeUnfinished(new Date(now))).toBe(0);
  expect(await removeUnfinished(new Date(now + day))).toBe(0);
  const [whole] = (await files()).filter((file) => !file.endsWith(".tmp"));
  await utimes(whole as string, 0, 0);
  expect(await removeUnfinished(new Date(now + 3 * day))).toBe(1);
  expect(await files()).toEqual([whole]);
  expect(await checkObject(store, object)).toBe("verified");
}, 120_000);

it("stores that are not there yet have nothing to remove", async () => {
  expect(await removeUnfinished(new Date())).toBe(0);
});
