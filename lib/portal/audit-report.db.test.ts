import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let ours: TestOrganization;
let theirs: TestOrganization;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await createTestOrganization("Ours");
  theirs = await createTestOrganization("Theirs");
});
afterAll(async () => {
  (await import("@/lib/platform/clock")).setClock(null);
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
});

test("the audit report counts violations by severity, in its period, for a framework by their policy; null where nobody counts them", async () => {
  const { setClock } = await import("@/lib/platform/clock");
  const { policyStory } = await import("@/lib/policies/testing/story");
  const { recordViolation, reportViolation } = await import("@/lib/policies/violations/report-violation");
  const { readAuditReport } = await import("./audit-report");
  const { auditReport } = await import("@/lib/audit/report/queries");
  const { reportWire } = await import("@/lib/audit/report/wire");
  setClock("2026-04-01T12:00:00Z");
  const story = await policyStory(ours);
  const { policyId } = await story.publish(undefined, undefined, { requirementIds: ["CC6.1"] });
  setClock("2026-04-02T12:00:00Z");
  const facts = { title: "A shared password", description: "On a note.", type: "procedural_violation" } as const;
  await reportViolation(ours.person.employee, facts as never);
  await reportViolation(ours.person.employee, facts as never);
  await reportViolation(theirs.person.employee, facts as never);
  const found = { ...facts, severity: "high", policyId };
  await recordViolation(ours.person.compliance_officer, found as never);
  setClock("2026-04-03T12:00:00Z");
  await reportViolation(ours.person.employee, facts as never);

  const { auditor } = ours.person;
  const day = { from: "2026-04-02", to: "2026-04-02" };
  const of = async (framework?: "soc2" | "hipaa") =>
    reportWire(await readAuditReport(auditor, { ...day, framework })).violations;
  expect(await of()).toEqual([
    { severity: "medium", reported: 2, closed: 0 },
    { severity: "high", reported: 1, closed: 0 },
  ]);
  expect(await of("soc2")).toEqual([{ severity: "high", reported: 1, closed: 0 }]);
  expect(await of("hipaa")).toEqual([]);
  expect(reportWire(await auditReport([])(auditor, day)).violations).toBeNull();
});
