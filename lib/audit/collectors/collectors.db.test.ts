import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Collector } from "@/lib/platform/contribution";
import { unzip } from "@/lib/privacy/testing/unzip";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let ours: TestOrganization;
let theirs: TestOrganization;
let folder: string;
let collectors: readonly Collector[];
let server: Server;
let answer: { status: number; body: string; seen?: string } = { status: 200, body: "[]" };

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-collectors-"));
  process.env.EVIDENCE_STORAGE_PATH = path.join(folder, "evidence");
  process.env.OUTGOING_ALLOWED_ADDRESSES = "127.0.0.1";
  ours = await createTestOrganization("Ours");
  theirs = await createTestOrganization("Theirs");
  collectors = (await import("@/lib/portal/contributions")).contributions.collectors;
  server = createServer((request, response) => {
    answer.seen = request.headers.authorization;
    response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
});
afterAll(async () => {
  server.close();
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const byId = (id: string) => {
  const found = collectors.find((each) => each.id === id);
  if (!found) throw new Error(`no collector ${id}`);
  return found;
};
const inOurs = async <T>(work: Parameters<typeof import("@/lib/platform/db/tenant").inTenant<T>>[2]) =>
  (await import("@/lib/platform/db/tenant")).inTenant(ours.id, "read", work);

async function run(collector: Collector, byHand = false, organization = ours) {
  const { runCollector } = await import("./run-collector");
  const asked = { runId: crypto.randomUUID(), startedById: ours.person.compliance_officer.personId };
  return runCollector(organization.system(`collect-${collector.id}`), collector, byHand ? asked : undefined);
}

/** The two files of a piece of evidence, read back through the checked download. */
async function filesOf(evidenceId: string) {
  const { downloadEvidence } = await import("../evidence/queries");
  const { fileResponse } = await import("@/lib/platform/http/file-response");
  const { version, object } = await downloadEvidence(ours.person.auditor, { id: evidenceId });
  const bytes = Buffer.from(await (await fileResponse(object, version.fileName, version.mediaType)).arrayBuffer());
  const files = await unzip(bytes);
  const csv = files.get("rows.csv") ?? "";
  return { csv, manifest: JSON.parse(files.get("manifest.json") ?? "{}") };
}

describe("the collectors of E8", () => {
  test("are the ten, each with a schedule the engine knows and controls that exist", async () => {
    expect(collectors.map(({ id }) => id).toSorted()).toEqual([
      "access-population",
      "backup-check",
      "configuration",
      "failed-sign-ins",
      "log-verification",
      "policy-acknowledgements",
      "privileged-role-changes",
      "request-register",
      "sla-performance",
      "training-records",
    ]);
    const { requirementOf } = await import("@/lib/platform/frameworks");
    const { EvidenceType } = await import("../schema");
    for (const { controls, evidenceType } of collectors) {
      expect(controls.filter((control) => !requirementOf(control))).toEqual([]);
      expect(EvidenceType.options).toContain(evidenceType);
    }
  });

  test("each makes evidence with its query, its row count and a hash that fits its rows", async () => {
    for (const collector of collectors) {
      const { state, evidenceId = "" } = await run(collector, true);
      expect([collector.id, state]).toEqual([collector.id, "succeeded"]);
      const { csv, manifest } = await filesOf(evidenceId);
      const lines = csv.trimEnd().split("\r\n");
      expect(manifest).toMatchObject({ collector: collector.id, controls: collector.controls, rows: lines.length - 1 });
      expect(manifest.query.length).toBeGreaterThan(20);
      expect(manifest.file.sha256).toBe(createHash("sha256").update(csv).digest("hex"));
      expect(lines[0]).toBe(manifest.columns.join(","));
      const evidence = await inOurs((tx) => tx.evidence.findUniqueOrThrow({ where: { id: evidenceId } }));
      expect(evidence).toMatchObject({ sourceSystem: `collector:${collector.id}`, controlIds: collector.controls });
      expect(evidence.effectiveTo.toISOString().slice(0, 10)).toBe(manifest.period.to);
      const made = await inOurs((tx) => tx.collectorRun.findFirstOrThrow({ where: { evidenceId } }));
      expect(made).toMatchObject({ state: "succeeded", rows: lines.length - 1, query: manifest.query, byHand: true });
      const custody = await inOurs((tx) =>
        tx.auditEvent.findMany({ where: { resourceId: evidenceId, crud: "create" } }),
      );
      expect(custody.map(({ action }) => action)).toEqual(["evidence.collect"]);
    }
  });

  test("say who has access, with cells no spreadsheet runs; nothing of another organisation", async () => {
    await ours.join("=cmd|' /C calc'!A0", ["employee"], { department: "@SUM" });
    await theirs.join("Foreign Person", ["admin"]);
    const { evidenceId = "" } = await run(byId("access-population"), true);
    const { csv, manifest } = await filesOf(evidenceId);
    expect(csv).toContain("'=cmd|' /C calc'!A0,");
    expect(csv).toContain(",'@SUM,");
    expect(csv).not.toContain("Foreign Person");
    const active = await inOurs((tx) => tx.membership.count({ where: { active: true } }));
    expect(manifest.rows).toBe(active);
  });

  test("the configuration holds no secret", async () => {
    const { evidenceId = "" } = await run(byId("configuration"), true);
    const { csv } = await filesOf(evidenceId);
    for (const name of ["PORTAL_MASTER_KEY", "NEXTAUTH_SECRET", "DATABASE_URL"] as const) {
      expect(csv).not.toContain(name);
      expect(csv).not.toContain(process.env[name]);
    }
    expect(csv).toContain("evidence:read,compliance_officer auditor");
  });

  test("no training is no rows, with the query that found none", async () => {
    const { evidenceId = "" } = await run(byId("training-records"), true);
    const { manifest } = await filesOf(evidenceId);
    expect(manifest).toMatchObject({ rows: 0, query: expect.stringContaining("from training_assignment a") });
  });
});

describe("runs", () => {
  test("a period is collected once by schedule, by hand as often as asked", async () => {
    const collector = byId("failed-sign-ins");
    expect((await run(collector)).state).toBe("succeeded");
    expect((await run(collector)).state).toBe("known");
    const twice = await Promise.all([run(byId("backup-check")), run(byId("backup-check"))]);
    expect(twice.map(({ runId }) => runId)).toEqual([twice[0]?.runId, twice[0]?.runId]);
    expect((await run(collector, true)).state).toBe("succeeded");
    const runs = await inOurs((tx) =>
      tx.collectorRun.count({ where: { collectorId: "failed-sign-ins", byHand: false } }),
    );
    expect(runs).toBe(1);
  });

  test("a failure keeps its words and is tried again; a run cut off in the middle is taken up", async () => {
    const broken: Collector = {
      ...byId("backup-check"),
      id: "broken",
      collect: () => {
        throw new Error("relation secret_table does not exist");
      },
    };
    await expect(run(broken)).rejects.toThrow("secret_table");
    const failed = await inOurs((tx) => tx.collectorRun.findFirstOrThrow({ where: { collectorId: "broken" } }));
    expect(failed).toMatchObject({ state: "failed", attempts: 1, evidenceId: null });
    expect(failed.error).not.toContain("secret_table");
    const repaired = { ...byId("backup-check"), id: "broken" };
    expect((await run(repaired)).runId).toBe(failed.id);

    const { beginRun } = await import("./run-records");
    const { periodOf } = await import("./rules");
    const { utcDay } = await import("@/lib/platform/collecting");
    const cut = { ...byId("backup-check"), id: "cut-off" };
    const period = periodOf(cut, utcDay(new Date()), false);
    const begun = await beginRun(ours.system(), { collectorId: cut.id, ...period });
    expect(begun.goes).toBe(true);
    expect(await run(cut)).toMatchObject({ runId: begun.runId, state: "succeeded" });
  });

  test("only an officer starts one by hand, and nobody but the portal writes results", async () => {
    const { askForRun } = await import("./ask-for-run");
    const { beginRun } = await import("./run-records");
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const asked = await askForRun(ours.person.compliance_officer, { collectorId: "backup-check" });
    const waiting = await inTenant(ours.id, "read", (tx) =>
      tx.outboxEvent.findMany({ where: { name: "audit/collection.asked" } }),
    );
    expect(waiting.map(({ data }) => (data as { runId: string }).runId)).toContain(asked.runId);
    await expect(askForRun(ours.person.auditor, { collectorId: "backup-check" })).rejects.toMatchObject({
      code: "forbidden",
    });
    const period = { from: "2026-01-01", to: "2026-01-31" };
    await expect(
      beginRun(ours.person.compliance_officer, { collectorId: "backup-check", ...period }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  test("are listed for those who read evidence, and for nobody else", async () => {
    const { listCollectorRuns } = await import("./queries");
    const seen = await listCollectorRuns(ours.person.auditor, {});
    expect(seen.newest.length).toBeGreaterThan(9);
    await expect(listCollectorRuns(ours.person.employee, {})).rejects.toMatchObject({ code: "forbidden" });
    expect((await listCollectorRuns(theirs.person.auditor, {})).newest).toEqual([]);
  });
});

describe("sources of other systems", () => {
  const add = async (change: Record<string, unknown> = {}) => {
    const { addHttpSource } = await import("./http/sources");
    return addHttpSource(ours.person.compliance_officer, {
      title: "Laptops without disk encryption",
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/devices`,
      headerName: "Authorization",
      headerSecret: "Bearer top-secret-4711",
      jsonPath: "$.devices[*]",
      cadence: "weekly",
      evidenceType: "control_test",
      controlIds: "CC6.7, A.8.1",
      ...change,
    } as never);
  };
  const collect = async (id: string) => {
    const { openHttpSource } = await import("./queries");
    const { httpCollector } = await import("./http/http-collector");
    const source = await openHttpSource(ours.system(), { id });
    if (!source) throw new Error("no source");
    return run(httpCollector(source), true);
  };

  test("are asked with their secret, which stands nowhere but wrapped", async () => {
    const { id } = await add();
    answer = { status: 200, body: JSON.stringify({ devices: [{ name: "=1+1", encrypted: false }] }) };
    const { state, evidenceId = "" } = await collect(id);
    expect([state, answer.seen]).toEqual(["succeeded", "Bearer top-secret-4711"]);
    const { csv, manifest } = await filesOf(evidenceId);
    expect(csv).toBe("name,encrypted\r\n'=1+1,false\r\n");
    expect(manifest.query).toContain("JSON path $.devices[*]");
    const { listCollectorRuns } = await import("./queries");
    const listed = await listCollectorRuns(ours.person.compliance_officer, {});
    const events = await inOurs((tx) => tx.auditEvent.findMany({ select: { leaf: true, resourceLabel: true } }));
    const row = await inOurs((tx) =>
      tx.httpSource.findUniqueOrThrow({ where: { id }, omit: { wrappedSecret: false } }),
    );
    const seen = [
      JSON.stringify(listed),
      JSON.stringify(manifest),
      ...events.map(({ leaf }) => Buffer.from(leaf).toString()),
    ];
    expect(seen.filter((text) => text.includes("top-secret-4711"))).toEqual([]);
    expect(Buffer.from(row.wrappedSecret ?? []).toString()).not.toContain("top-secret-4711");
    expect(JSON.stringify(listed)).not.toContain("wrappedSecret");
  });

  test.each([
    [{ status: 500, body: "{}" }, "answered 500"],
    [{ status: 200, body: "<html>" }, "did not answer with JSON"],
    [{ status: 200, body: "{}" }, "nothing stands at $.devices[*]"],
  ])("answer %j: the run says so", async (given, words) => {
    const { id } = await add();
    answer = given;
    expect((await collect(id)).state).toBe("failed");
    const failed = await inOurs((tx) => tx.collectorRun.findFirstOrThrow({ where: { collectorId: `http-${id}` } }));
    expect(failed.error).toContain(words);
    const alerts = await inOurs((tx) => tx.alert.findMany({ where: { objectId: `http-${id}` } }));
    expect(alerts.map(({ rule, detail }) => [rule, detail])).toEqual([["collector.failed", failed.error]]);
  });

  test("are due until their period has its evidence, and no more once stopped", async () => {
    const { dueHttpSources, openHttpSource } = await import("./queries");
    const { httpCollector } = await import("./http/http-collector");
    const { stopHttpSource } = await import("./http/sources");
    const { id } = await add();
    expect(await dueHttpSources(ours.system(), {})).toContain(id);
    const source = await openHttpSource(ours.system(), { id });
    answer = { status: 200, body: JSON.stringify({ devices: [] }) };
    if (source) await run(httpCollector(source));
    expect(await dueHttpSources(ours.system(), {})).not.toContain(id);
    await stopHttpSource(ours.person.compliance_officer, { id });
    expect(await openHttpSource(ours.system(), { id })).toBeNull();
    await expect(stopHttpSource(ours.person.compliance_officer, { id })).rejects.toMatchObject({ code: "conflict" });
    await expect(stopHttpSource(theirs.person.compliance_officer, { id })).rejects.toMatchObject({ code: "not_found" });
  });

  test.each([
    [{ url: "ftp://example.test/" }, "url"],
    [{ url: "https://name:word@example.test/" }, "url"],
    [{ url: "http://169.254.169.254/latest/meta-data" }, "url"],
    [{ url: "http://2852039166/latest/meta-data" }, "url"],
    [{ jsonPath: "users" }, "jsonPath"],
    [{ headerName: "" }, "headerSecret"],
    [{ headerSecret: "two\r\nHost: other" }, "headerSecret"],
    [{ controlIds: "CC99" }, "controlIds"],
  ])("refuses %j", async (change, field) => {
    await expect(add(change)).rejects.toMatchObject({
      code: "invalid",
      details: { fieldErrors: { [field]: [expect.any(String)] } },
    });
  });
});
