import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let folder: string;
let ours: TestOrganization;
let theirs: TestOrganization;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-rule-"));
  process.env.EVIDENCE_STORAGE_PATH = folder;
  ours = await createTestOrganization("Ours");
  theirs = await createTestOrganization("Theirs");
});
afterAll(async () => {
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Runs the rules on everything so far; the events they sent to other domains. */
async function detect() {
  const { connectSequencer, sequenceOnce } = await import("@/lib/audit/log/sequencer");
  const { objectStore } = await import("@/lib/platform/storage/object-store");
  const { runDetection } = await import("@/lib/audit/detection/run-detection");
  const { client } = await import("@/lib/platform/db/client");
  const pool = connectSequencer(database.url);
  await sequenceOnce(pool, objectStore(), () => new Date(), true).finally(() => pool.end());
  for (let more = true; more; ) ({ more } = await runDetection(ours.system("audit-detect"), {}));
  return client().$queryRaw<
    { data: unknown }[]
  >`select data from outbox_event where name = 'audit/rule.broken' order by id`;
}

async function refuse(times: number) {
  const { readLogStatus } = await import("@/lib/audit/check/queries");
  for (let i = 0; i < times; i += 1) await readLogStatus(ours.person.employee, {}).catch(() => undefined);
}

test("both domains mean the same event", async () => {
  const { ruleBroken: sent } = await import("@/lib/audit/detection/events");
  const { ruleBroken: taken } = await import("@/lib/policies/violations/open-for-rule");
  expect(taken.name).toBe(sent.name);
  expect(z.toJSONSchema(taken.data)).toEqual(z.toJSONSchema(sent.data));
});

test("a rule on the trail opens a violation about the person only where its setting says so, and once (P18)", async () => {
  const { changeDetectionRule } = await import("@/lib/audit/detection/change-rule");
  const { openForBrokenRule, ruleBroken } = await import("@/lib/policies/violations/open-for-rule");
  const { inTenant } = await import("@/lib/platform/db/tenant");
  const officer = ours.person.compliance_officer;
  await refuse(1);
  expect(await detect()).toEqual([]);
  const { resolveAlert } = await import("@/lib/audit/alerts/handle-alert");
  const standing = await inTenant(ours.id, "read", (tx) =>
    tx.alert.findFirstOrThrow({ where: { rule: "foreign-access" } }),
  );
  await resolveAlert(officer, { id: standing.id, reason: "A mistyped address." });
  const rule = { rule: "foreign-access", level: "critical", enabled: true } as const;
  await changeDetectionRule(officer, { ...rule, violation: true });
  await refuse(2);
  const [broken, ...more] = await detect();
  expect(more).toEqual([]);
  const { organizationId, ...found } = ruleBroken.data.parse(broken?.data);
  expect(organizationId).toBe(ours.id);
  expect(found).toMatchObject({ rule: "foreign-access", level: "critical", subjectId: ours.person.employee.personId });
  expect(found.title).not.toContain(ours.person.employee.name);

  const system = ours.system("policies-note-broken-rule");
  const { violationId } = await openForBrokenRule(system, found);
  expect(await openForBrokenRule(system, found)).toEqual({ violationId, opened: false });
  const rows = await inTenant(ours.id, "read", (tx) => tx.policyViolation.findMany({}));
  expect(rows).toMatchObject([
    {
      ...{ id: violationId, type: "access_violation", severity: "high", status: "open", detection: "automated" },
      ...{ subjectId: ours.person.employee.personId, rule: "audit:foreign-access", ruleObject: found.alertId },
      description: expect.stringContaining(`/audit/alerts/${found.alertId}`),
    },
  ]);
  // Somebody of another organisation is nobody here.
  const stranger = { ...found, alertId: crypto.randomUUID(), subjectId: theirs.person.employee.personId };
  const other = await openForBrokenRule(system, stranger);
  const row = await inTenant(ours.id, "read", (tx) =>
    tx.policyViolation.findUniqueOrThrow({ where: { id: other.violationId } }),
  );
  expect(row.subjectId).toBeNull();
  await expect(openForBrokenRule(officer, found)).rejects.toMatchObject({ code: "forbidden" });
  await changeDetectionRule(officer, rule);
  const kept = await inTenant(ours.id, "read", (tx) => tx.detectionSetting.findFirstOrThrow({}));
  expect(kept.violation).toBe(true);
});
