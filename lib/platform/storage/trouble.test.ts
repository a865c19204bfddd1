import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

vi.mock("../env", () => ({ env: { PORTAL_MASTER_KEY: Buffer.alloc(32, 1).toString("base64") } }));

import { putObject } from "./encryption";
import { fileStore } from "./object-store";
import { storageTrouble } from "./trouble";

const failed = (code: string) => Object.assign(new Error(code), { code, syscall: "write", errno: -1 });

describe("what people are told of the storage", () => {
  it.each(["ENOSPC", "EDQUOT"])("%s: there is no room (507)", (code) => {
    expect(storageTrouble(failed(code))).toMatchObject({
      status: 507,
      message: expect.stringContaining("no room left"),
    });
  });

  it.each(["EROFS", "EACCES", "EPERM", "EIO"])("%s: it cannot be used (503)", (code) => {
    expect(storageTrouble(failed(code))).toMatchObject({ status: 503, message: expect.stringContaining("storage") });
  });

  it("a full disk of the database is told as well, and what stands behind another error", () => {
    expect(storageTrouble({ cause: { originalCode: "53100" } })).toMatchObject({ status: 507 });
    expect(storageTrouble(new Error("writing", { cause: failed("ENOSPC") }))).toMatchObject({ status: 507 });
  });

  it.each([new Error("a bug"), failed("ENOENT"), Object.assign(new Error(), { code: "EACCES" }), null])(
    "nothing of %s",
    (error) => expect(storageTrouble(error)).toBeNull(),
  );
});

/** What this machine lets a test do: mount a small file system, and make it read-only. */
const machine = (() => {
  const root = mkdtempSync(path.join(os.tmpdir(), "plinto-probe-"));
  const can = { mount: false, readOnly: false };
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=512k", "tmpfs", root], { stdio: "ignore" });
    can.mount = true;
    execFileSync("mount", ["-o", "remount,ro", root], { stdio: "ignore" });
    writeFileSync(path.join(root, "probe"), "");
  } catch (error) {
    can.readOnly = (error as NodeJS.ErrnoException).code === "EROFS";
  }
  if (can.mount) execFileSync("umount", [root]);
  rmSync(root, { recursive: true });
  return can;
})();

/** Needs a machine on which a small file system can be mounted; elsewhere the errors above and the routes' own test stand for it. */
describe.skipIf(!machine.mount)("a real file system", () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), "plinto-full-"));
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=512k,mode=0750", "tmpfs", root]);
  });
  afterEach(async () => {
    execFileSync("umount", [root]);
    await rm(root, { recursive: true });
  });
  const files = async () =>
    (await readdir(root, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length;

  it("that is full takes nothing and keeps nothing of what did not fit", async () => {
    const store = fileStore(root);
    await putObject(store, [Buffer.alloc(1000)]);
    const error = await putObject(store, [Buffer.alloc(1024 * 1024)]).catch((thrown: unknown) => thrown);
    expect(storageTrouble(error)).toMatchObject({ code: "storage_full" });
    expect(await files()).toBe(1);
    await putObject(store, [Buffer.alloc(1000)]);
  });

  it.skipIf(!machine.readOnly)("that is read-only says so", async () => {
    const store = fileStore(root);
    execFileSync("mount", ["-o", "remount,ro", root]);
    const error = await putObject(store, [Buffer.alloc(1000)]).catch((thrown: unknown) => thrown);
    expect(storageTrouble(error)).toMatchObject({ code: "unavailable", status: 503 });
    expect(await files()).toBe(0);
  });
});
