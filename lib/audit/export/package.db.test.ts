import { execFile } from "node:child_process";
import { createWriteStream } from "node:fs";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { toHex } from "@/lib/platform/crypto/bytes";
import { cosignerSigner, newSigner } from "@/lib/platform/crypto/note-key";
import { sha256 } from "@/lib/platform/crypto/sha256";
import { addSignature } from "@/lib/platform/crypto/signed-note";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { contentOf, logOf, tamper } from "../testing/log-inspection";
import { writeEvents } from "../testing/write-events";
import { blobSource } from "../verify/byte-source";
import { verifyPackage } from "../verify/verify-package";
import type { PackageRequest } from "./build-package";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../..", import.meta.url));
const script = path.join(root, "scripts/verify-audit.ts");
const undoTables = ["audit_event", "audit_leaf", "audit_tile", "audit_checkpoint"];

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let pool: Pool;
let folder: string;
let organization: TestOrganization;
let log: Awaited<ReturnType<typeof logOf>>;
let notes: string[];
let count = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-package-"));
  const { connectSequencer } = await import("../log/sequencer");
  pool = connectSequencer(database.url);
  organization = await createTestOrganization("Package");
  log = await logOf(database.url, organization.id);
  for (const events of [199, 200, 201]) {
    await writeEvents(organization, events, `example.write-${events}`);
    await sequence("store");
  }
  notes = (await contentOf(database.url, log)).notes;
  await tamper(database.url, ...undoTables.map((table) => `create table good_${table} as table ${table}`));
});
afterAll(async () => {
  const { disconnect } = await import("@/lib/platform/db/client");
  await disconnect();
  await pool.end();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function sequence(store: string) {
  const { sequenceOnce } = await import("../log/sequencer");
  const { fileStore } = await import("@/lib/platform/storage/object-store");
  await sequenceOnce(pool, fileStore(path.join(folder, store)), () => new Date(), true);
}

/** Damages the database for as long as `work` runs. */
async function whileTampered(statements: string[], work: () => Promise<void>) {
  await tamper(database.url, ...statements);
  try {
    await work();
  } finally {
    await tamper(
      database.url,
      ...undoTables.flatMap((table) => [`delete from ${table}`, `insert into ${table} select * from good_${table}`]),
    );
  }
}

const everything: PackageRequest = {
  selection: { kind: "range", first: 0n, count: 601n },
  earlierSizes: [200n, 400n],
  disclose: true,
  requestedBy: "Test compliance_officer",
  requestedAt: new Date("2026-03-01T12:00:00Z"),
};

/** Builds the files of a package, lets someone at them, and zips them. */
async function exported(
  request: PackageRequest = everything,
  change?: (files: string) => Promise<void>,
): Promise<string> {
  const { buildPackage } = await import("./build-package");
  const { zipPackage } = await import("./zip-package");
  const { inTenant } = await import("@/lib/platform/db/tenant");
  const files = path.join(folder, `package-${count++}`);
  await buildPackage((work) => inTenant(organization.id, "read", work), request, files);
  await change?.(files);
  await pipeline(await zipPackage(files), createWriteStream(`${files}.zip`));
  return `${files}.zip`;
}

const check = async (zip: string, trust: Parameters<typeof verifyPackage>[1] = {}) =>
  verifyPackage(blobSource(new Blob([new Uint8Array(await readFile(zip))])), trust);

const messages = (report: Awaited<ReturnType<typeof check>>) =>
  report.problems.map((problem) => problem.message).join("\n");
const policy = () => `log ${log.vkey}\nquorum none\n`;

const leafAt = (index: number) => `(select event_id from audit_leaf where log_id = '${log.id}' and index = ${index})`;

describe("a package of the whole log (A14)", () => {
  it("verifies, continues saved checkpoints, and says what it does not prove", async () => {
    const report = await check(await exported(), { policy: policy(), earlier: notes.slice(0, 2) });
    expect(report).toMatchObject({ ok: true, problems: [], firstBadIndex: null });
    expect(report.facts).toContain("complete for indexes 0–600");
    expect(report.facts).toContain("continues the earlier checkpoint of 400 events");
    expect(report.facts.join()).toMatch(/601 events compared.*\d+ of \d+ protected fields disclosed/);
    expect(report.limits.join()).toMatch(/Not witnessed/);
  });

  it("verifies from the command line with exit code 0, and its sums with sha256sum", async () => {
    const zip = await exported();
    const policyFile = path.join(folder, "policy.txt");
    await writeFile(policyFile, policy());
    await writeFile(path.join(folder, "saved.txt"), notes[0] as string);
    const args = [
      "--import",
      "tsx",
      script,
      zip,
      "--policy",
      policyFile,
      "--checkpoint",
      path.join(folder, "saved.txt"),
    ];
    const { stdout } = await run(process.execPath, args, { cwd: root });
    expect(stdout).toMatch(/VERIFIED\n$/);
    await run("sha256sum", ["-c", "--strict", "SHA256SUMS"], { cwd: zip.slice(0, -4) });
  });

  it("is the same, byte for byte, when asked for again", async () => {
    expect((await readFile(await exported())).equals(await readFile(await exported()))).toBe(true);
  });

  it("verifies in a browser's means alone", async () => {
    vi.resetModules();
    vi.doMock("@/lib/platform/crypto/node-crypto", () => ({ nodeCrypto: undefined }));
    const browser = await import("../verify/verify-package");
    expect(browser.verifyPackage).not.toBe(verifyPackage);
    const bytes = new Uint8Array(await readFile(await exported()));
    const report = await browser.verifyPackage(blobSource(new Blob([bytes])), { policy: policy() });
    vi.doUnmock("@/lib/platform/crypto/node-crypto");
    vi.resetModules();
    expect(report).toMatchObject({ ok: true, problems: [] });
  });

  it("says that it vouches for itself when nobody pins a key, and fails under another key", async () => {
    const zip = await exported();
    expect((await check(zip)).limits.join()).toMatch(/No policy was given/);
    const stranger = newSigner(log.origin).vkey;
    expect(await check(zip, { policy: `log ${stranger}\nquorum none\n` })).toMatchObject({
      ok: false,
      firstBadIndex: null,
    });
  });

  it("fails when the witnesses a verifier wants did not sign, and names those that did", async () => {
    const witness = cosignerSigner("witness.example/w1", new Uint8Array(32).fill(3), () => 1_800_000_000n);
    const wanted = `log ${log.vkey}\nwitness w1 ${witness.vkey}\nquorum w1\n`;
    const zip = await exported();
    expect(messages(await check(zip, { policy: wanted }))).toMatch(/quorum w1 is not met/);
    const cosigned = await exported(everything, async (files) => {
      await writeFile(path.join(files, "checkpoint"), addSignature(notes[2] as string, witness));
      await fixSums(files);
    });
    const report = await check(cosigned, { policy: wanted });
    expect(report).toMatchObject({ ok: true });
    expect(report.facts).toContain("witnessed by w1");
  });
});

describe("tampering with the database is found, with the first bad index (A7, A14)", () => {
  it.each([0, 256, 600])("an altered byte of leaf %i", async (index) => {
    const statement = `update audit_event set leaf = overlay(leaf placing 'x'::bytea from 30) where id = ${leafAt(index)}`;
    await whileTampered([statement], async () => {
      const zip = await exported();
      expect(await check(zip)).toMatchObject({ ok: false, firstBadIndex: BigInt(index) });
      if (index !== 256) return;
      const failure = await run(process.execPath, ["--import", "tsx", script, zip], { cwd: root }).catch(
        (error) => error,
      );
      expect(failure).toMatchObject({ code: 1, stdout: expect.stringMatching(`first bad index ${index}\n$`) });
    });
  });

  it.each([
    ["action", "action = 'policy.approve'"],
    ["actor_name", "actor_name = 'Somebody else'"],
    ["actor_name", "actor_name = null"],
    ["resource_label", "resource_label = resource_label || ' '"],
    ["outcome", "outcome = 'denied'"],
    ["ip", "ip = '203.0.113.9'"],
    ["control_ids", "control_ids = '{}'"],
    ["occurred_at", "occurred_at = occurred_at - interval '1 ms'"],
    ["actor_id", "actor_id = gen_random_uuid()::text"],
  ])("an edited column %s (%s)", async (column, change) => {
    await whileTampered([`update audit_event set ${change} where id in (${leafAt(333)}, ${leafAt(334)})`], async () => {
      const report = await check(await exported());
      expect(report.firstBadIndex).toBe(333n);
      expect(messages(report)).toContain(`The column ${column} says another thing than the signed event.`);
    });
  });

  it("a deleted event", async () => {
    await whileTampered([`delete from audit_event where id = ${leafAt(123)}`], async () => {
      const report = await check(await exported());
      expect(report.firstBadIndex).toBe(123n);
      expect(messages(report)).toMatch(/The event is gone/);
    });
  });

  it("a deleted event and its place", async () => {
    const statements = [
      `delete from audit_event where id = ${leafAt(124)}`,
      `delete from audit_leaf where log_id = '${log.id}' and index = 124`,
    ];
    await whileTampered(statements, async () => {
      const report = await check(await exported());
      expect(report.firstBadIndex).toBe(124n);
      expect(messages(report)).toMatch(/missing from the range/);
    });
  });

  it("an altered event with its hashes made to fit", async () => {
    const altered = "overlay(leaf placing 'x'::bytea from 30)";
    const statements = [
      `update audit_event set leaf = ${altered} where id = ${leafAt(300)}`,
      `update audit_tile set hashes = overlay(hashes placing
         (select sha256('\\x00'::bytea || leaf) from audit_event where id = ${leafAt(300)}) from ${32 * 44 + 1} for 32)
       where log_id = '${log.id}' and level = 0 and index = 1`,
    ];
    await whileTampered(statements, async () => {
      const report = await check(await exported());
      // Only the 256 hashes of this tile contradict those above: nobody can say which of them is wrong.
      expect(report).toMatchObject({ ok: false, firstBadIndex: 256n });
      expect(messages(report)).toMatch(/256 to 511 do not lead to the signed root/);
    });
  });

  it("a history rewritten and signed anew with the log's own key, against checkpoints saved earlier (A10)", async () => {
    const statements = [
      `update audit_event set leaf = convert_to(replace(convert_from(leaf, 'UTF8'), '"success"', '"failure"'), 'UTF8'),
         outcome = 'failure' where id = ${leafAt(250)}`,
      `insert into audit_pending (event_id, log_id, organization_id)
         select event_id, log_id, organization_id from audit_leaf where log_id = '${log.id}' order by index`,
      `delete from audit_leaf where log_id = '${log.id}'`,
      `delete from audit_tile where log_id = '${log.id}'`,
      `delete from audit_checkpoint where log_id = '${log.id}'`,
    ];
    await whileTampered(statements, async () => {
      await sequence("another-store");
      const zip = await exported();
      expect(await check(zip, { policy: policy() })).toMatchObject({ ok: true });
      const report = await check(zip, { policy: policy(), earlier: notes });
      expect(report).toMatchObject({ ok: false, firstBadIndex: 200n });
      expect(messages(report)).toMatch(/index 200 to 399 are not what was signed earlier/);
      expect(await check(zip, { policy: policy(), earlier: notes.slice(0, 1) })).toMatchObject({ ok: true });
    });
  });
});

describe("tampering with the package is found", () => {
  const edit = (name: string, change: (text: string) => string) => async (files: string) => {
    const file = path.join(files, name);
    await writeFile(file, change(await readFile(file, "utf8")));
    await fixSums(files);
  };
  const changedLine = (index: number, from: string, to: string) => (text: string) =>
    text
      .split("\n")
      .map((line, i) => (i === index ? line.replace(from, to) : line))
      .join("\n");

  it.each([
    ["an event", "events.ndjson", changedLine(77, '"success"', '"failure"'), 77n],
    ["a removed event", "events.ndjson", (text: string) => text.split("\n").toSpliced(90, 1).join("\n"), 90n],
    ["two events exchanged", "events.ndjson", exchanged(10, 11), 10n],
    ["a row of the table", "events.csv", changedLine(41, "success", "failure"), 40n],
    ["a disclosed key", "disclosures.ndjson", changedLine(0, '"key":"', '"key":"AAAA'), 1n],
    ["an index", "proofs/indexes.txt", changedLine(5, "5", "6"), 5n],
    ["the manifest's range", "manifest.json", (text: string) => text.replace('"count": "601"', '"count": "602"'), 601n],
    ["the checkpoint", "checkpoint", (text: string) => text.replace("\n601\n", "\n600\n"), null],
    ["the policy", "policy", (text: string) => `${text}# more\n`, null],
  ])("%s, sums made to fit", async (_, name, change, index) => {
    const report = await check(await exported(everything, edit(name, change)), { policy: policy() });
    expect(report.ok).toBe(false);
    expect(report.firstBadIndex).toBe(index);
  });

  it("a file more, a file less, wrong sums, no ZIP at all", async () => {
    const more = await exported(everything, (files) => writeFile(path.join(files, "note.txt"), "hello"));
    expect(messages(await check(more))).toMatch(/note.txt is not in the manifest/);
    const less = await exported(everything, (files) => rm(path.join(files, "README.txt")));
    expect(messages(await check(less))).toMatch(/README.txt is missing/);
    const sums = await exported(everything, (files) => writeFile(path.join(files, "SHA256SUMS"), ""));
    expect(messages(await check(sums))).toMatch(/SHA256SUMS/);
    const noProof = await exported(everything, (files) => rm(path.join(files, "proofs/tile"), { recursive: true }));
    expect((await check(noProof)).ok).toBe(false);
    const zip = await exported();
    await cp(zip, `${zip}.cut`);
    await writeFile(`${zip}.cut`, (await readFile(zip)).subarray(0, 5_000));
    expect(await check(`${zip}.cut`)).toMatchObject({ ok: false });
  });
});

describe("a part of the log", () => {
  it("of a range is complete for that range", async () => {
    const selection = { kind: "range", first: 250n, count: 20n } as const;
    const report = await check(await exported({ ...everything, selection }), { policy: policy(), earlier: notes });
    expect(report).toMatchObject({ ok: true });
    expect(report.facts).toContain("complete for indexes 250–269");
  });

  it("by a filter proves inclusion only, and shows no protected field to one who may not read it", async () => {
    const selection = { kind: "filter", filter: { action: "example.write-200" } } as const;
    const zip = await exported({ ...everything, selection, disclose: false });
    const report = await check(zip, { policy: policy() });
    expect(report).toMatchObject({ ok: true });
    expect(report.facts.join()).toMatch(/200 events compared/);
    expect(report.limits.join()).toMatch(/not that none was left out/);
    const files = zip.slice(0, -4);
    expect(await readFile(path.join(files, "events.csv"), "utf8")).not.toMatch(/Test compliance_officer|Example \d/);
    expect(await readFile(path.join(files, "disclosures.ndjson"), "utf8")).toBe("");
  });

  it("bound to an earlier checkpoint verifies against it, though the log has grown", async () => {
    const selection = { kind: "range", first: 0n, count: 200n } as const;
    const zip = await exported({ ...everything, size: 200n, selection, earlierSizes: [] });
    expect(await check(zip, { policy: policy(), earlier: notes.slice(0, 1) })).toMatchObject({ ok: true });
    expect(messages(await check(zip, { policy: policy(), earlier: notes }))).toMatch(/more than the package's/);
  });

  it("beyond the checkpoint is refused", async () => {
    const selection = { kind: "range", first: 0n, count: 602n } as const;
    await expect(exported({ ...everything, selection })).rejects.toThrow(RangeError);
  });
});

function exchanged(a: number, b: number) {
  return (text: string) => {
    const lines = text.split("\n");
    return lines
      .with(a, lines[b] as string)
      .with(b, lines[a] as string)
      .join("\n");
  };
}

/** What a careful forger does: all sums fit again. */
async function fixSums(files: string): Promise<void> {
  const manifestFile = path.join(files, "manifest.json");
  const manifest = JSON.parse(await readFile(manifestFile, "utf8"));
  for (const file of manifest.files) {
    const bytes = await readFile(path.join(files, file.path));
    file.sha256 = toHex(sha256(bytes));
    file.bytes = bytes.length;
  }
  await writeFile(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);
  const sums = manifest.files.map((file: { sha256: string; path: string }) => `${file.sha256}  ${file.path}\n`);
  sums.push(`${toHex(sha256(await readFile(manifestFile)))}  manifest.json\n`);
  sums.sort((a: string, b: string) => (a.slice(66) < b.slice(66) ? -1 : 1));
  await writeFile(path.join(files, "SHA256SUMS"), sums.join(""));
}
