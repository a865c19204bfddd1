import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let ours: TestOrganization;
let theirs: TestOrganization;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-collect-"));
  process.env.EVIDENCE_STORAGE_PATH = path.join(folder, "evidence");
  ours = await createTestOrganization("Ours");
  theirs = await createTestOrganization("Theirs");
});
afterAll(async () => {
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

type Handler = (context: unknown) => Promise<unknown>;
const step = { run: (_: string, work: () => unknown) => Promise.resolve(work()) };

/** Runs one function as the engine would, without remembering anything. */
async function runFunction(id: string, event: object = {}): Promise<unknown> {
  const { collectorFunctions } = await import("./jobs");
  const { contributions } = await import("@/lib/portal/contributions");
  const found = collectorFunctions(contributions).find((each) => each.id() === id);
  const handler = (found as unknown as { fn: Handler }).fn;
  return handler({ step, event, runId: crypto.randomUUID() });
}

const runsOf = async (organization: TestOrganization, collectorId: string) => {
  const { inTenant } = await import("@/lib/platform/db/tenant");
  return inTenant(organization.id, "read", (tx) =>
    tx.collectorRun.findMany({ where: { collectorId }, orderBy: { id: "asc" } }),
  );
};

test("a schedule collects for every organisation, once per period", async () => {
  const first = await runFunction("collect-configuration");
  expect(first).toEqual({ [ours.id]: "succeeded", [theirs.id]: "succeeded" });
  expect(await runFunction("collect-configuration")).toEqual({ [ours.id]: "known", [theirs.id]: "known" });
  expect(await runsOf(theirs, "configuration")).toMatchObject([{ state: "succeeded", byHand: false }]);
});

test("by hand it runs under the asked run's id, and a repeated event makes no second one", async () => {
  const runId = crypto.randomUUID();
  const startedById = ours.person.compliance_officer.personId;
  const event = { data: { organizationId: ours.id, collectorId: "backup-check", runId, startedById } };
  await runFunction("collect-by-hand", event);
  await runFunction("collect-by-hand", event);
  expect(await runsOf(ours, "backup-check")).toMatchObject([
    { id: runId, startedById, byHand: true, state: "succeeded" },
  ]);
  expect(await runsOf(theirs, "backup-check")).toEqual([]);
});

test("COMPLIANCE_MONITORING_ENABLED=false stops the schedule, not a person", async () => {
  vi.resetModules();
  process.env.COMPLIANCE_MONITORING_ENABLED = "false";
  try {
    expect(await runFunction("collect-failed-sign-ins")).toEqual({ collected: false });
    expect(await runFunction("collect-http-sources")).toEqual({ collected: 0 });
    expect(await runsOf(ours, "failed-sign-ins")).toEqual([]);
    const runId = crypto.randomUUID();
    const startedById = ours.person.compliance_officer.personId;
    const data = { organizationId: ours.id, collectorId: "failed-sign-ins", runId, startedById };
    await runFunction("collect-by-hand", { data });
    expect(await runsOf(ours, "failed-sign-ins")).toMatchObject([{ id: runId, state: "succeeded" }]);
  } finally {
    delete process.env.COMPLIANCE_MONITORING_ENABLED;
  }
});
