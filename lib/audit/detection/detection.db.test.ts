import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { leaveEvent } from "../testing/leave-event";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let folder: string;
let ours: TestOrganization;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-detection-"));
  process.env.EVIDENCE_STORAGE_PATH = folder;
});
beforeEach(async () => {
  ours = await createTestOrganization("Ours");
});
afterAll(async () => {
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Gives everything recorded so far its place in the log. */
async function sequence() {
  const { connectSequencer, sequenceOnce } = await import("../log/sequencer");
  const { objectStore } = await import("@/lib/platform/storage/object-store");
  const pool = connectSequencer(database.url);
  await sequenceOnce(pool, objectStore(), () => new Date(), true).finally(() => pool.end());
}

/** Each time from another address, so that only the person's own failures count. */
async function failToSignIn(times: number) {
  const { signIn } = await import("@/lib/platform/auth/sign-in");
  const { client } = await import("@/lib/platform/db/client");
  const { email } = await client().person.findUniqueOrThrow({ where: { id: ours.person.employee.personId } });
  for (let i = 0; i < times; i += 1)
    await signIn(email, "wrong", { requestId: randomUUID(), ip: randomUUID() }).catch(() => undefined);
}

async function alerts(rule?: string) {
  const { inTenant } = await import("@/lib/platform/db/tenant");
  return inTenant(ours.id, "read", (tx) => tx.alert.findMany({ where: { rule }, orderBy: { id: "asc" } }));
}

async function detect() {
  const { detectionIsDue, runDetection } = await import("./run-detection");
  await sequence();
  let raised = 0;
  while (await detectionIsDue(ours.system("audit-detect"), {}))
    raised += (await runDetection(ours.system("audit-detect"), {})).raised;
  return raised;
}

describe("the rules, run on the trail", () => {
  test("find a burst of failed sign-ins once, with its events; more of them count up, and resolved ones are done with", async () => {
    const { resolveAlert } = await import("../alerts/handle-alert");
    await failToSignIn(4);
    expect(await detect()).toBe(0);
    await failToSignIn(1);
    expect(await detect()).toBe(1);
    const [alert] = await alerts("failed-sign-ins");
    expect(alert).toMatchObject({ objectType: "person", objectId: ours.person.employee.personId, occurrences: 1 });
    expect(alert?.eventIds).toHaveLength(5);
    expect(alert?.title).not.toContain(ours.person.employee.name);

    await failToSignIn(1);
    expect(await detect()).toBe(0);
    expect(await alerts("failed-sign-ins")).toMatchObject([{ occurrences: 2 }]);
    expect((await alerts())[0]?.eventIds).toHaveLength(6);

    await resolveAlert(ours.person.compliance_officer, { id: alert?.id ?? "", reason: "Forgot it." });
    await failToSignIn(1);
    expect(await detect()).toBe(0);
    expect(await alerts("failed-sign-ins")).toHaveLength(1);
  });

  test("read on where they were: nothing is found twice, two runs at once find it once, and nothing due costs no event", async () => {
    const { detectionIsDue, runDetection } = await import("./run-detection");
    const system = ours.system("audit-detect");
    await failToSignIn(5);
    await sequence();
    const results = await Promise.all([runDetection(system, {}), runDetection(system, {})]);
    expect(results.map(({ raised }) => raised).sort()).toEqual([0, 1]);
    await sequence();
    expect(await detectionIsDue(system, {})).toBe(false);
    expect(await alerts()).toMatchObject([{ occurrences: 1 }]);
  });

  test("cut off before the commit, a run leaves neither alert nor progress; the next one finds it", async () => {
    const { inTenant } = await import("@/lib/platform/db/tenant");
    await failToSignIn(5);
    await sequence();
    const { client } = await import("@/lib/platform/db/client");
    await client().$executeRaw`
      create function stop_detection() returns trigger language plpgsql as 'begin raise exception ''cut off''; end'`;
    await client()
      .$executeRaw`create trigger stop before insert on detection_cursor for each row execute function stop_detection()`;
    const { runDetection } = await import("./run-detection");
    await expect(runDetection(ours.system("audit-detect"), {})).rejects.toThrow(/cut off/);
    await client().$executeRaw`drop trigger stop on detection_cursor`;
    await client().$executeRaw`drop function stop_detection()`;
    expect(await alerts()).toEqual([]);
    expect(await inTenant(ours.id, "read", (tx) => tx.detectionCursor.count())).toBe(0);
    expect(await detect()).toBe(1);
  });

  test("find a mass download of whole trails, whatever the act is called", async () => {
    const acts = ["audit.export-download", "policy.matrix-export", "evidence.download", "audit.export"];
    for (let n = 0; n < 20; n += 1) await leaveEvent(ours, { action: acts[n % 4], type: "data_access", crud: "read" });
    expect(await detect()).toBe(1);
    expect(await alerts()).toMatchObject([{ rule: "mass-export", objectId: ours.person.policy_author.personId }]);
  });

  test("find a denied read of evidence, and not a denied change", async () => {
    const { listEvidence } = await import("../evidence/queries");
    const { acknowledgeAlert } = await import("../alerts/handle-alert");
    await acknowledgeAlert(ours.person.support_agent, { id: randomUUID() }).catch(() => undefined);
    expect(await detect()).toBe(0);
    await listEvidence(ours.person.employee, {}).catch(() => undefined);
    expect(await detect()).toBe(1);
    expect(await alerts()).toMatchObject([
      { rule: "foreign-access", objectType: "person", objectId: ours.person.employee.personId },
    ]);
  });
});

describe("changing a rule", () => {
  test("moves its threshold on record, for this organisation alone; a trial says what it would have raised and saves nothing", async () => {
    const { changeDetectionRule } = await import("./change-rule");
    const { readDetectionRules, tryDetectionRule } = await import("./queries");
    const officer = ours.person.compliance_officer;
    const other = await createTestOrganization("Other");
    await failToSignIn(3);
    const trial = { rule: "failed-sign-ins", minutes: 15 } as const;
    expect(await tryDetectionRule(officer, { ...trial, threshold: 3 })).toMatchObject({ alerts: 1, matches: 1 });
    expect(await tryDetectionRule(officer, { ...trial, threshold: 5 })).toMatchObject({ alerts: 0 });
    expect(await detect()).toBe(0);

    await changeDetectionRule(officer, { ...trial, threshold: 4, level: "critical", enabled: true });
    await failToSignIn(1);
    expect(await detect()).toBe(1);
    expect(await alerts()).toMatchObject([{ level: "critical" }]);
    const ruleOf = async (actor: typeof officer) =>
      (await readDetectionRules(actor, {})).find(({ rule }) => rule === "failed-sign-ins");
    expect(await ruleOf(officer)).toMatchObject({ changed: true, settings: { threshold: 4 }, raised: 1 });
    expect(await ruleOf(other.person.compliance_officer)).toMatchObject({ changed: false, settings: { threshold: 5 } });

    const { inTenant } = await import("@/lib/platform/db/tenant");
    const event = await inTenant(ours.id, "read", (tx) =>
      tx.auditEvent.findFirstOrThrow({ where: { action: "detection.change-rule" } }),
    );
    const { change } = JSON.parse(Buffer.from(event.leaf).toString());
    expect(change).toMatchObject({ before: { threshold: 5 }, after: { threshold: 4 } });
  });

  test("is refused to auditors and with nonsense; a rule that is off raises nothing", async () => {
    const { changeDetectionRule } = await import("./change-rule");
    const good = { rule: "failed-sign-ins", level: "info", enabled: false } as const;
    await expect(changeDetectionRule(ours.person.auditor, good)).rejects.toMatchObject({ code: "forbidden" });
    for (const bad of [{ threshold: 0 }, { minutes: 1_441 }, { opens: "20:00", closes: "08:00" }, { opens: "25:00" }])
      await expect(changeDetectionRule(ours.person.compliance_officer, { ...good, ...bad })).rejects.toMatchObject({
        code: "invalid",
      });
    await changeDetectionRule(ours.person.compliance_officer, good);
    await failToSignIn(6);
    expect(await detect()).toBe(0);
  });
});
