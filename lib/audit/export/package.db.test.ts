import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { cosignerSigner, newSigner } from "@/lib/platform/crypto/note-key";
import { addSignature } from "@/lib/platform/crypto/signed-note";
import { checkPackage, createLogToExport, everything, fixSums } from "../testing/package-fixture";
import { blobSource } from "../verify/byte-source";
import { verifyPackage } from "../verify/verify-package";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../..", import.meta.url));
const script = path.join(root, "scripts/verify-audit.ts");
let made: Awaited<ReturnType<typeof createLogToExport>>;

beforeAll(async () => {
  made = await createLogToExport();
});
afterAll(() => made.drop());

describe("a package of the whole log (A14)", () => {
  it("verifies, continues saved checkpoints, and says what it does not prove", async () => {
    const report = await checkPackage(await made.exported(), { policy: made.policy, earlier: made.notes.slice(0, 2) });
    expect(report).toMatchObject({ ok: true, problems: [], firstBadIndex: null });
    expect(report.facts).toContain("complete for indexes 0–600");
    expect(report.facts).toContain("continues the earlier checkpoint of 400 events");
    expect(report.facts.join()).toMatch(/601 events compared.*\d+ of \d+ protected fields disclosed/);
    expect(report.limits.join()).toMatch(/Not witnessed/);
  });

  it("verifies from the command line with exit code 0, and its sums with sha256sum", async () => {
    const zip = await made.exported();
    const policyFile = path.join(made.folder, "policy.txt");
    await writeFile(policyFile, made.policy);
    await writeFile(path.join(made.folder, "saved.txt"), made.notes[0] as string);
    const args = [
      "--import",
      "tsx",
      script,
      zip,
      "--policy",
      policyFile,
      "--checkpoint",
      path.join(made.folder, "saved.txt"),
    ];
    const { stdout } = await run(process.execPath, args, { cwd: root });
    expect(stdout).toMatch(/VERIFIED\n$/);
    await run("sha256sum", ["-c", "--strict", "SHA256SUMS"], { cwd: zip.slice(0, -4) });
  });

  it("is the same, byte for byte, when asked for again", async () => {
    expect((await readFile(await made.exported())).equals(await readFile(await made.exported()))).toBe(true);
  });

  it("verifies in a browser's means alone", async () => {
    vi.resetModules();
    vi.doMock("@/lib/platform/crypto/node-crypto", () => ({
      nodeCrypto: undefined,
      nodeZlib: undefined,
      nodeBuffer: undefined,
    }));
    const browser = await import("../verify/verify-package");
    expect(browser.verifyPackage).not.toBe(verifyPackage);
    const bytes = new Uint8Array(await readFile(await made.exported()));
    const report = await browser.verifyPackage(blobSource(new Blob([bytes])), { policy: made.policy });
    vi.doUnmock("@/lib/platform/crypto/node-crypto");
    vi.resetModules();
    expect(report).toMatchObject({ ok: true, problems: [] });
  });

  it("says that it vouches for itself when nobody pins a key, and fails under another key", async () => {
    const zip = await made.exported();
    expect((await checkPackage(zip)).limits.join()).toMatch(/No policy was given/);
    const stranger = newSigner(made.log.origin).vkey;
    expect(await checkPackage(zip, { policy: `log ${stranger}\nquorum none\n` })).toMatchObject({
      ok: false,
      firstBadIndex: null,
    });
  });

  it("fails when the witnesses a verifier wants did not sign, and names those that did", async () => {
    const witness = cosignerSigner("witness.example/w1", new Uint8Array(32).fill(3), () => 1_800_000_000n);
    const wanted = `log ${made.log.vkey}\nwitness w1 ${witness.vkey}\nquorum w1\n`;
    const zip = await made.exported();
    expect((await checkPackage(zip, { policy: wanted })).messages).toMatch(/quorum w1 is not met/);
    const cosigned = await made.exported(everything, async (files) => {
      await writeFile(path.join(files, "checkpoint"), addSignature(made.notes[2] as string, witness));
      await fixSums(files);
    });
    const report = await checkPackage(cosigned, { policy: wanted });
    expect(report).toMatchObject({ ok: true });
    expect(report.facts).toContain("witnessed by w1");
  });
});

describe("a part of the log", () => {
  it("of a range is complete for that range", async () => {
    const selection = { kind: "range", first: 250n, count: 20n } as const;
    const report = await checkPackage(await made.exported({ ...everything, selection }), {
      policy: made.policy,
      earlier: made.notes,
    });
    expect(report).toMatchObject({ ok: true });
    expect(report.facts).toContain("complete for indexes 250–269");
  });

  it("by a filter proves inclusion only, and shows no protected field to one who may not read it", async () => {
    const selection = { kind: "filter", filter: { action: "example.write-200" } } as const;
    const zip = await made.exported({ ...everything, selection, disclose: false });
    const report = await checkPackage(zip, { policy: made.policy });
    expect(report).toMatchObject({ ok: true });
    expect(report.facts.join()).toMatch(/200 events compared/);
    expect(report.limits.join()).toMatch(/not that none was left out/);
    const files = zip.slice(0, -4);
    expect(await readFile(path.join(files, "events.csv"), "utf8")).not.toMatch(/Test compliance_officer|Example \d/);
    expect(await readFile(path.join(files, "disclosures.ndjson"), "utf8")).toBe("");
  });

  it("bound to an earlier checkpoint verifies against it, though the log has grown", async () => {
    const selection = { kind: "range", first: 0n, count: 200n } as const;
    const zip = await made.exported({ ...everything, size: 200n, selection, earlierSizes: [] });
    expect(await checkPackage(zip, { policy: made.policy, earlier: made.notes.slice(0, 1) })).toMatchObject({
      ok: true,
    });
    expect((await checkPackage(zip, { policy: made.policy, earlier: made.notes })).messages).toMatch(
      /more than the package's/,
    );
  });

  it("beyond the checkpoint is refused", async () => {
    const selection = { kind: "range", first: 0n, count: 602n } as const;
    await expect(made.exported({ ...everything, selection })).rejects.toThrow(RangeError);
  });
});
