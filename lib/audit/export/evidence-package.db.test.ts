import "@/scripts/testing/without-next";
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { evidenceVault } from "../testing/evidence-vault";
import { checkPackage, fixSums } from "../testing/package-fixture";
import { unzipInto, zipFolder } from "../testing/zip-folder";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../..", import.meta.url));

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let pool: Pool;
let folder: string;
let ours: TestOrganization;
let vault: Awaited<ReturnType<typeof evidenceVault>>;
let api: Awaited<ReturnType<typeof load>>;
let packages = 0;

async function load() {
  return {
    ...(await import("./request-export")),
    ...(await import("./build-steps")),
    ...(await import("./expire-export")),
    ...(await import("./run-export")),
    ...(await import("./queries")),
    ...(await import("../evidence/add-version")),
    ...(await import("../evidence/custody")),
    ...(await import("@/lib/platform/db/tenant")),
    ...(await import("@/lib/platform/http/file-response")),
  };
}

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-evidence-export-"));
  process.env.DATA_EXPORT_PATH = path.join(folder, "exports");
  vault = await evidenceVault(() => ours);
  ours = await createTestOrganization("Ours");
  const { connectSequencer } = await import("../log/sequencer");
  pool = connectSequencer(database.url);
  api = await load();
});
afterAll(async () => {
  await (await import("@/lib/platform/db/client")).disconnect();
  await pool.end();
  await database.drop();
  await vault.remove();
  await rm(folder, { recursive: true, force: true });
});

async function sequence() {
  const { sequenceOnce } = await import("../log/sequencer");
  const { fileStore } = await import("@/lib/platform/storage/object-store");
  await sequenceOnce(pool, fileStore(path.join(folder, "store")), () => new Date(), true);
}

/** Asks, builds, downloads: the id of the export and the path of its ZIP. */
async function exported(input: Record<string, unknown> = {}, who = ours.person.auditor) {
  await sequence();
  const { id } = await api.requestExport(who, { evidence: true, ...input });
  expect(await api.buildExport(ours.system("build-audit-export"), id)).toEqual({ built: true });
  const { object, fileName } = await api.downloadExport(who, { exportId: id });
  const answer = await api.fileResponse(object, fileName, "application/zip", api.exportStore());
  const zip = path.join(folder, `package-${packages++}.zip`);
  await writeFile(zip, Buffer.from(await answer.arrayBuffer()));
  return { id, zip };
}

/** The same package after somebody was at its files, and made every list in it fit again. */
async function forged(zip: string, change: (files: string) => Promise<void>): Promise<string> {
  const files = zip.replace(".zip", `-forged-${packages++}`);
  await unzipInto(files, zip);
  await change(files);
  await fixSums(files);
  await zipFolder(files, `${files}.zip`);
  return `${files}.zip`;
}

const custodyOf = async (id: string) => (await api.evidenceCustody(ours.person.auditor, { id, act: "exported" })).acts;
const lineOf = async (files: string, reference: string) =>
  (await readFile(path.join(files, "evidence/index.ndjson"), "utf8"))
    .split("\n")
    .find((line) => line.includes(reference));

describe("an export with evidence files (A14, E4)", () => {
  it("carries every version, verifies, and leaves a record in the custody of each piece when it is downloaded", async () => {
    const first = await vault.collect({ title: "First" });
    const second = await vault.collect({ title: "Second" });
    const file = await vault.upload(ours.person.compliance_officer, "second, corrected", "corrected list.csv");
    await api.addVersion(ours.person.compliance_officer, {
      id: second.id,
      version: 1,
      objectId: file.objectId,
      changeNote: "Corrected",
    });
    const { id, zip } = await exported();
    const report = await checkPackage(zip);
    expect(report).toMatchObject({ ok: true, problems: [] });
    expect(report.facts).toContain("3 evidence files compared with what the events recorded");
    const files = zip.replace(".zip", "");
    await unzipInto(files, zip);
    expect(await readFile(path.join(files, `evidence/${second.reference}/2.csv`), "utf8")).toBe("second, corrected");
    expect((await run("sha256sum", ["-c", "--quiet", "SHA256SUMS"], { cwd: files })).stdout).toBe("");

    expect(await custodyOf(first.id)).toMatchObject([{ action: "evidence.export", sha256: first.sha256, version: 1 }]);
    expect((await custodyOf(second.id)).map(({ version }) => version)).toEqual([2, 1]);
    await api.downloadExport(ours.person.compliance_officer, { exportId: id });
    expect(await custodyOf(first.id)).toMatchObject([
      { actorName: "Test compliance_officer" },
      { actorName: "Test auditor", act: "exported" },
    ]);
  });

  it("is built to the same bytes again", async () => {
    const { id, zip } = await exported();
    await vault.tamper(
      (db) =>
        db.$executeRaw`update audit_export set state = 'queued', object_id = null, expires_at = null where id = ${id}::uuid`,
    );
    expect(await api.buildExport(ours.system("build-audit-export"), id)).toEqual({ built: true });
    const { object } = await api.downloadExport(ours.person.auditor, { exportId: id });
    const answer = await api.fileResponse(object, "again.zip", "application/zip", api.exportStore());
    expect(Buffer.from(await answer.arrayBuffer()).equals(await readFile(zip))).toBe(true);
  });

  it("without them says so, and leaves custody alone", async () => {
    const piece = await vault.collect();
    const { zip } = await exported({ evidence: undefined });
    const report = await checkPackage(zip);
    expect(report.ok).toBe(true);
    expect(report.limits.join("\n")).toMatch(/asked for without the \d evidence files/);
    expect(await custodyOf(piece.id)).toEqual([]);
  });

  it("is refused to a key that may not take evidence, also when it only downloads", async () => {
    const key = {
      ...{ kind: "api_key", keyId: crypto.randomUUID(), name: "Key", createdById: ours.person.auditor.personId },
      ...{ organizationId: ours.id, requestId: crypto.randomUUID(), permissions: ["audit:export", "audit:read"] },
    } as never;
    await expect(api.requestExport(key, { evidence: true })).rejects.toMatchObject({ code: "forbidden" });
    const { id } = await exported();
    await expect(api.downloadExport(key, { exportId: id })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("evidence that was replaced is found and named by the offline verifier", () => {
  it("in the package: a file, with and without the hashes beside it, a missing one, a further one, no list", async () => {
    const piece = await vault.collect({ title: "Firewall rules" });
    const { zip } = await exported();
    const name = `${piece.reference} Firewall rules, version 1`;
    const place = (files: string) => path.join(files, `evidence/${piece.reference}/1.csv`);
    const index = BigInt(await indexOf(piece.id));

    const replaced = await checkPackage(await forged(zip, (files) => writeFile(place(files), "other bytes")));
    expect(replaced).toMatchObject({ ok: false, firstBadIndex: index });
    expect(replaced.messages).toContain(
      `${name}: evidence/${piece.reference}/1.csv is not the file that was collected`,
    );

    const withHash = await forged(zip, async (files) => {
      const bytes = randomBytes(2_000_000);
      await writeFile(place(files), bytes);
      await replaceHash(files, piece.sha256, bytes);
    });
    const found = await checkPackage(withHash);
    expect(found).toMatchObject({ ok: false, firstBadIndex: index });
    expect(found.messages).toContain("neither is the hash recorded beside it");
    const script = path.join(root, "scripts/verify-audit.ts");
    const failure = await run(process.execPath, ["--import", "tsx", script, withHash], { cwd: root }).catch((e) => e);
    expect(failure).toMatchObject({ code: 1, stdout: expect.stringContaining(name) });

    const dropped = await forged(zip, async (files) => {
      const list = path.join(files, "evidence/index.ndjson");
      const line = (await lineOf(files, piece.reference)) as string;
      await writeFile(list, (await readFile(list, "utf8")).replace(`${line}\n`, ""));
    });
    expect((await checkPackage(dropped)).messages).toMatch(/does not say what became of it/);
    expect((await checkPackage(dropped)).messages).toMatch(/belongs to no event/);

    const invented = await forged(zip, async (files) => {
      const list = path.join(files, "evidence/index.ndjson");
      const line = (await lineOf(files, piece.reference)) as string;
      await appendFile(list, `${line.replace(piece.id, crypto.randomUUID())}\n`);
    });
    expect((await checkPackage(invented)).messages).toMatch(/that no event here collected/);
  });

  it("in the vault: never carried, named in the package, on record and alerted", async () => {
    const replaced = await vault.collect({ title: "Replaced" });
    const rewritten = await vault.collect({ title: "Rewritten" });
    const missing = await vault.collect({ title: "Missing" });
    await writeFile(await vault.storedPath(replaced.id), randomBytes(300));
    await rm(await vault.storedPath(missing.id));
    // The owner of the database and of the key puts another file in its place, and every hash of the rows to fit.
    const other = await vault.upload(ours.person.compliance_officer, "what should have been collected");
    await vault.tamper(
      (db) =>
        db.$executeRaw`update evidence_version v set object_id = o.id, sha256 = o.sha256, size = o.size
          from stored_object o where o.id = ${other.objectId}::uuid and v.evidence_id = ${rewritten.id}::uuid`,
    );
    const { zip } = await exported();
    const report = await checkPackage(zip);
    expect(report.ok).toBe(false);
    expect(report.messages).toContain(`${replaced.reference} Replaced, version 1: the stored file cannot be decrypted`);
    expect(report.messages).toMatch(/Rewritten, version 1: .*its recorded hash was changed/);
    expect(report.messages).toContain(`${missing.reference} Missing, version 1: the stored file is missing`);
    expect(report.problems.length).toBe(3);
    for (const piece of [replaced, rewritten, missing]) {
      expect(await custodyOf(piece.id)).toEqual([]);
      const alerts = await api.inTenant(ours.id, "read", (tx) => tx.alert.count({ where: { objectId: piece.id } }));
      expect(alerts).toBe(1);
    }
    // An ingenious forger puts the altered file into the package and calls it carried.
    const carried = await forged(zip, async (files) => {
      const list = path.join(files, "evidence/index.ndjson");
      const line = JSON.parse((await lineOf(files, replaced.reference)) as string);
      const where = `evidence/${replaced.reference}/1.csv`;
      await run("mkdir", ["-p", path.dirname(path.join(files, where))]);
      await writeFile(path.join(files, where), "altered");
      const text = await readFile(list, "utf8");
      await writeFile(
        list,
        text.replace(JSON.stringify(line), JSON.stringify({ ...line, state: "carried", path: where })),
      );
      const manifest = JSON.parse(await readFile(path.join(files, "manifest.json"), "utf8"));
      manifest.files.push({ path: where, sha256: "", bytes: 0 });
      await writeFile(path.join(files, "manifest.json"), JSON.stringify(manifest));
    });
    expect((await checkPackage(carried)).messages).toMatch(
      /Replaced, version 1: .* is not the file that was collected/,
    );
  });
});

it("a package ends when evidence it carries is destroyed, and a later one says that no event tells of it (E6)", async () => {
  const { id } = await exported({ first: "0", last: "0" });
  const piece = await vault.collect({ title: "Short-lived" });
  const { id: carrying, zip } = await exported({ action: "evidence.collect", resource: undefined });
  await destroy(piece.id);
  await expect(api.downloadExport(ours.person.auditor, { exportId: carrying })).rejects.toMatchObject({ code: "gone" });
  await api.downloadExport(ours.person.auditor, { exportId: id });
  const { destroyed } = await api.sweepExports(ours.system("sweep-audit-exports"));
  expect(destroyed).toBeGreaterThan(0);
  expect((await checkPackage(zip)).limits.join("\n")).not.toMatch(/Short-lived/);
  const later = await checkPackage((await exported()).zip);
  expect(later.limits.join("\n")).toMatch(/Short-lived, version 1: its content is said to be destroyed, and no event/);
});

async function destroy(evidenceId: string) {
  await vault.tamper(async (db) => {
    await db.$executeRaw`update stored_object set wrapped_key = null, destroyed_at = now()
      where id in (select object_id from evidence_version where evidence_id = ${evidenceId}::uuid)`;
    await db.$executeRaw`update evidence_version set destroyed_at = now() where evidence_id = ${evidenceId}::uuid`;
  });
}

async function indexOf(evidenceId: string): Promise<string> {
  const [row] = await api.inTenant(
    ours.id,
    "read",
    (tx) => tx.$queryRaw<{ index: string }[]>`
      select l.index::text from audit_leaf l join audit_event e on e.id = l.event_id
      where e.resource_id = ${evidenceId} and e.action = 'evidence.collect'`,
  );
  return row?.index ?? "";
}

async function replaceHash(files: string, from: string, bytes: Buffer) {
  const { createHash } = await import("node:crypto");
  const list = path.join(files, "evidence/index.ndjson");
  const to = createHash("sha256").update(bytes).digest("hex");
  await writeFile(list, (await readFile(list, "utf8")).replace(from, to));
}
