import "@/scripts/testing/without-next";
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { tamper } from "../testing/log-inspection";
import { writeEvents } from "../testing/write-events";
import { blobSource } from "../verify/byte-source";
import { verifyPackage } from "../verify/verify-package";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let pool: Pool;
let folder: string;
let ours: TestOrganization;
let theirs: TestOrganization;
let api: Awaited<ReturnType<typeof load>>;

async function load() {
  return {
    ...(await import("./request-export")),
    ...(await import("./cancel-export")),
    ...(await import("./build-steps")),
    ...(await import("./expire-export")),
    ...(await import("./run-export")),
    ...(await import("./queries")),
    ...(await import("@/lib/platform/db/tenant")),
    ...(await import("@/lib/platform/clock")),
    ...(await import("@/lib/platform/http/file-response")),
  };
}

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-export-"));
  process.env.DATA_EXPORT_PATH = path.join(folder, "exports");
  const { connectSequencer } = await import("../log/sequencer");
  pool = connectSequencer(database.url);
  ours = await createTestOrganization("Ours");
  theirs = await createTestOrganization("Theirs");
  api = await load();
  await writeEvents(ours, 30, "example.write");
  await writeEvents(ours, 10, "other.write");
  await sequence();
});
afterAll(async () => {
  await (await import("@/lib/platform/db/client")).disconnect();
  await pool.end();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function sequence() {
  const { sequenceOnce } = await import("../log/sequencer");
  const { fileStore } = await import("@/lib/platform/storage/object-store");
  await sequenceOnce(pool, fileStore(path.join(folder, "store")), () => new Date(), true);
}

const system = () => ours.system("build-audit-export");
const ask = async (input: object, who = ours.person.auditor) => (await api.requestExport(who, input)).id;
const rowOf = (id: string) =>
  api.inTenant(ours.id, "read", (tx) => tx.auditExport.findUniqueOrThrow({ where: { id } }));
const filesLeft = async (name: string) => readdir(path.join(folder, "exports", name)).catch(() => []);

async function download(exportId: string, who = ours.person.auditor): Promise<Buffer> {
  const { object, fileName } = await api.downloadExport(who, { exportId });
  const answer = await api.fileResponse(object, fileName, "application/zip", api.exportStore());
  expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="audit-log-\d+\.zip"/);
  return Buffer.from(await answer.arrayBuffer());
}

async function built(input: object, who = ours.person.auditor) {
  const id = await ask(input, who);
  expect(await api.buildExport(system(), id)).toEqual({ built: true });
  return id;
}

const verified = async (zip: Buffer) => verifyPackage(blobSource(new Blob([new Uint8Array(zip)])));

describe("an export (A14, A19)", () => {
  it.each([
    [{}, /complete for indexes 0–\d\d/],
    [{ first: "3", last: "12" }, /complete for indexes 3–12/],
    [{ action: "other." }, /10 events compared/],
    [{ from: "2020-01-01", to: "2099-12-31", outcome: "success", first: "", last: "" }, /events compared/],
  ])("of %j verifies; request, build and download are on record", async (input, fact) => {
    const id = await built(input);
    const report = await verified(await download(id));
    expect(report).toMatchObject({ ok: true, problems: [] });
    expect(report.facts.join("\n")).toMatch(fact);
    const actions = await api.inTenant(ours.id, "read", (tx) =>
      tx.auditEvent.findMany({ where: { resourceId: id, outcome: "success" }, orderBy: { id: "asc" } }),
    );
    expect(actions.map((event) => event.action)).toEqual([
      "audit.export",
      "audit.export-start",
      "audit.export-disclose",
      "audit.export-finish",
      "audit.export-download",
    ]);
  });

  it("is built to the same bytes again, even after the log has grown", async () => {
    const id = await built({});
    const first = await download(id);
    await writeEvents(ours, 5);
    await sequence();
    await tamper(
      database.url,
      `update audit_export set state = 'queued', object_id = null, expires_at = null where id = '${id}'`,
    );
    expect(await api.buildExport(system(), id)).toEqual({ built: true });
    expect((await download(id)).equals(first)).toBe(true);
  });

  it("tells who asked by mail, and stands encrypted on the disk with nothing beside it", async () => {
    const id = await built({ first: "0", last: "9" });
    const names = (await filesLeft("audit-exports")).filter((name) => name.startsWith(id));
    expect(names.length).toBe(1);
    expect(await filesLeft("spool")).toEqual([]);
    const stored = await (await import("node:fs/promises")).readFile(
      path.join(folder, "exports", "audit-exports", names[0] as string),
    );
    expect(stored.subarray(0, 2).toString()).not.toBe("PK");
    const mails = await api.inTenant(ours.id, "read", (tx) =>
      tx.mailMessage.findMany({ where: { kind: "audit-export" } }),
    );
    expect(mails.at(-1)?.subject).toMatch(/is ready/);
  });

  it.each([
    [{ q: "text" }, /cannot be bound/],
    [{ ip: "192.0.2.1" }, /cannot be bound/],
    [{ first: "3", action: "other." }, /either a range of places or/],
    [{ first: "9", last: "3" }, /is signed up to/],
    [{ last: "999999" }, /is signed up to/],
    [{ earlier: "0" }, /An earlier checkpoint/],
    [{ first: "-1" }, /Some fields/],
  ])("of %j is refused in words", async (input, words) => {
    await expect(ask(input)).rejects.toMatchObject({ code: "invalid", message: expect.stringMatching(words) });
  });

  it("of a log that nobody signed yet is refused", async () => {
    const unsigned = await createTestOrganization("Unsigned");
    await expect(ask({}, unsigned.person.auditor)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("who may", () => {
  it("not: another role, another organisation, one who may not read what it discloses", async () => {
    const exportId = await built({ last: "3" });
    await expect(ask({}, ours.person.admin)).rejects.toMatchObject({ code: "forbidden" });
    for (const act of [api.downloadExport, api.readExport, api.cancelExport]) {
      await expect(act(theirs.person.auditor, { exportId })).rejects.toMatchObject({ code: "not_found" });
      await expect(act(ours.person.executive, { exportId })).rejects.toMatchObject({ code: "forbidden" });
    }
    const key = {
      kind: "api_key",
      keyId: crypto.randomUUID(),
      name: "exporter",
      createdById: ours.person.admin.personId,
      permissions: ["audit:export"],
      organizationId: ours.id,
      requestId: crypto.randomUUID(),
    } as const;
    await expect(api.downloadExport(key, { exportId })).rejects.toMatchObject({ code: "forbidden" });
    // The key may download exports, but not this one: a denied attempt all the same (A6).
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const denied = await inTenant(ours.id, "read", (tx) =>
      tx.auditEvent.findMany({ where: { actorId: key.keyId, outcome: "denied" } }),
    );
    expect(denied).toMatchObject([{ action: "audit.export-download", type: "security_event" }]);
    const closed = (await api.requestExport(key, { last: "3" })).id;
    await api.buildExport(system(), closed);
    const { object, fileName } = await api.downloadExport(key, { exportId: closed });
    const answer = await api.fileResponse(object, fileName, "application/zip", api.exportStore());
    const report = await verified(Buffer.from(await answer.arrayBuffer()));
    expect(report.facts.join()).toMatch(/0 of \d+ protected fields disclosed/);
  });

  it("no more than three at once", async () => {
    const waiting = [await ask({}), await ask({}), await ask({})];
    await expect(ask({})).rejects.toMatchObject({ code: "conflict" });
    for (const exportId of waiting) await api.cancelExport(ours.person.auditor, { exportId });
  });
});

describe("what comes between", () => {
  it("cancelled before it begins is never built; cancelled while it is built stops and leaves nothing", async () => {
    const waiting = await ask({});
    await api.cancelExport(ours.person.auditor, { exportId: waiting });
    expect(await api.buildExport(system(), waiting)).toEqual({ built: false });
    const underWay = await ask({});
    const { attempt } = await api.startExport(system(), { exportId: underWay });
    await api.cancelExport(ours.person.auditor, { exportId: underWay });
    const step = { exportId: underWay, attempt, position: 1n, rows: 1n };
    expect(await api.advanceExport(system(), step)).toEqual({ goes: false });
    expect(await filesLeft("spool")).toEqual([]);
    await expect(api.downloadExport(ours.person.auditor, { exportId: underWay })).rejects.toMatchObject({
      code: "gone",
    });
    await expect(api.cancelExport(ours.person.auditor, { exportId: underWay })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("a later build takes over: the earlier one is told to stop, and its file is not offered", async () => {
    const exportId = await ask({ last: "5" });
    const { attempt } = await api.startExport(system(), { exportId });
    await expect(api.downloadExport(ours.person.auditor, { exportId })).rejects.toMatchObject({ code: "conflict" });
    expect(await api.buildExport(system(), exportId)).toEqual({ built: true });
    expect(await api.advanceExport(system(), { exportId, attempt, position: 1n, rows: 1n })).toEqual({ goes: false });
    const sealed = { storageKey: "x", wrappedKey: new Uint8Array(3), sha256: "0".repeat(64), size: 3n };
    expect(await api.finishExport(system(), { exportId, attempt, rows: 1n, sealed })).toEqual({ kept: false });
    expect((await verified(await download(exportId))).ok).toBe(true);
  });

  it("a kill in the middle: nothing is offered, what is left cannot be read, and the next run builds it whole", async () => {
    const exportId = await ask({});
    const child = fork(
      fileURLToPath(new URL("../testing/interrupted-export.ts", import.meta.url)),
      [ours.id, exportId],
      {
        execArgv: ["--conditions=react-server", "--import", "tsx"],
        env: process.env,
        stdio: "ignore",
      },
    );
    await once(child, "message");
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(await rowOf(exportId)).toMatchObject({ state: "building", objectId: null });
    expect((await filesLeft("spool")).length).toBe(1);
    await expect(api.downloadExport(ours.person.auditor, { exportId })).rejects.toMatchObject({ code: "conflict" });
    expect(await api.buildExport(system(), exportId)).toEqual({ built: true });
    expect(await filesLeft("spool")).toEqual([]);
    expect((await verified(await download(exportId))).ok).toBe(true);
    expect((await rowOf(exportId)).attempt).toBe(2);
  });

  it("given up: said on its row and by mail, and the engine may try twice", async () => {
    const exportId = await ask({});
    const problem = "The package could not be built.";
    expect(await api.failExport(system(), { exportId, problem })).toEqual({ failed: true });
    expect(await api.failExport(system(), { exportId, problem })).toEqual({ failed: false });
    expect(await rowOf(exportId)).toMatchObject({ state: "failed", problem, requestedBy: null });
  });
});

describe("the end of an export", () => {
  it("after seven days its key is destroyed and its bytes go; before, it cannot be destroyed", async () => {
    const exportId = await built({ last: "3" });
    await expect(api.expireExport(system(), { exportId })).rejects.toMatchObject({ code: "conflict" });
    const later = new Date(Date.now() + 8 * 86_400_000).toISOString();
    api.setClock(later);
    try {
      await expect(api.downloadExport(ours.person.auditor, { exportId })).rejects.toMatchObject({ code: "gone" });
      expect((await api.sweepExports(system())).destroyed).toBeGreaterThan(0);
      expect(await api.sweepExports(system())).toEqual({ destroyed: 0, forgotten: 0 });
    } finally {
      api.setClock(null);
    }
    expect(await rowOf(exportId)).toMatchObject({ state: "expired", objectId: null, requestedBy: null });
    expect((await filesLeft("audit-exports")).filter((name) => name.startsWith(exportId))).toEqual([]);
  });

  it("comes early when a key it may disclose is destroyed (A17)", async () => {
    const exportId = await built({ last: "3" });
    const gone = await ours.join("Gone Person", ["employee"]);
    await api.inTenant(ours.id, "write", async (tx) => {
      const { subjectKeys } = await import("@/lib/platform/operation/subject-keys");
      const want = { organizationId: ours.id, subject: `person:${gone.personId}`, month: "2026-01" } as const;
      await subjectKeys(tx, [{ ...want, retentionClass: "seven_years" }]);
    });
    await tamper(
      database.url,
      `update subject_key set wrapped_key = null, destroyed_at = now() where subject = 'person:${gone.personId}'`,
    );
    await expect(api.downloadExport(ours.person.auditor, { exportId })).rejects.toMatchObject({ code: "gone" });
    await api.sweepExports(system());
    expect((await rowOf(exportId)).state).toBe("expired");
  });

  it("forgotten for a day it is given up", async () => {
    const exportId = await ask({});
    api.setClock(new Date(Date.now() + 25 * 3_600_000).toISOString());
    try {
      expect((await api.sweepExports(system())).forgotten).toBe(1);
    } finally {
      api.setClock(null);
    }
    expect((await rowOf(exportId)).state).toBe("failed");
  });
});
