import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let ours: TestOrganization;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await createTestOrganization("Ours");
});
afterAll(async () => {
  (await import("@/lib/platform/clock")).setClock(null);
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
});

test("counts what was recorded in the period, in the organisation's days, and for a framework only its controls", async () => {
  const { setClock } = await import("@/lib/platform/clock");
  const { openIncident } = await import("../incidents/open-incident");
  const { acknowledgeIncident } = await import("../incidents/move-incident");
  const { readAuditReport } = await import("@/lib/portal/audit-report");
  const { reportWire } = await import("./wire");
  const officer = ours.person.compliance_officer;
  const facts = {
    title: "T",
    summary: "S",
    severity: "high",
    category: "malware",
    controlIds: "A.5.24",
    affectedSystems: "",
  } as const;
  setClock("2026-03-10T22:59:00Z"); // 23:59 in Berlin, still the 10th
  const { id } = await openIncident(officer, facts);
  setClock("2026-03-10T23:00:00Z"); // the 11th
  await openIncident(officer, { ...facts, severity: "low" });
  await acknowledgeIncident(ours.person.auditor, { id }).catch(() => undefined);
  setClock("2026-03-20T12:00:00Z");

  const day = async (date: string, framework?: "soc2" | "hipaa") =>
    reportWire(await readAuditReport(ours.person.auditor, { from: date, to: date, framework }));
  const tenth = await day("2026-03-10");
  expect(tenth).toMatchObject({
    events: { total: 1, by_type: { incident_response: 1 }, by_outcome: { success: 1 }, by_risk: { high: 1 } },
    people: { acting: 1, most_active: [{ name: officer.name, count: 1 }] },
    incidents: [{ severity: "high", opened: 1, closed: 0, clock_missed: 1 }],
    denied: 0,
    violations: [],
  });
  expect(await day("2026-03-11")).toMatchObject({ events: { total: 2 }, denied: 1, incidents: [{ severity: "low" }] });
  expect((await day("2026-03-11", "soc2")).events.total).toBe(2);
  expect(await day("2026-03-11", "hipaa")).toMatchObject({ events: { total: 0 }, incidents: [], framework: "hipaa" });
  await expect(readAuditReport(ours.person.auditor, { from: "2026-03-12", to: "2026-03-11" })).rejects.toMatchObject({
    code: "invalid",
  });
  await expect(readAuditReport(ours.person.executive, {})).rejects.toMatchObject({ code: "forbidden" });
});
