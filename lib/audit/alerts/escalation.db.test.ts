import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import type { AlertLevel } from "./schema";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let ours: TestOrganization;
let api: Awaited<ReturnType<typeof load>>;
const minute = 60_000;
const start = new Date("2026-03-02T09:00:00Z").getTime();

async function load() {
  return {
    ...(await import("./raise-alert")),
    ...(await import("./sweep")),
    ...(await import("./handle-alert")),
    ...(await import("@/lib/platform/clock")),
    ...(await import("@/lib/platform/db/tenant")),
  };
}

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  ours = await createTestOrganization("Ours");
  await ours.join("Second Officer", ["compliance_officer"]);
  api = await load();
  at(0);
});
afterEach(() => api.setClock(null));
afterAll(async () => {
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
});

const at = (minutes: number) => api.setClock(new Date(start + minutes * minute));
const system = () => ours.system("audit-escalate-alerts");
const mails = async (kind: string) =>
  api.inTenant(ours.id, "read", (tx) => tx.mailMessage.findMany({ where: { kind }, orderBy: { id: "asc" } }));

async function raise(objectId: string, level: AlertLevel, rule = "test.rule"): Promise<string> {
  const alert = { rule, level, objectType: "evidence", objectId, title: `About ${objectId}`, href: "/audit" };
  const { id } = await api.inTenant(ours.id, "write", (tx) =>
    api.raiseAlert({ tx, actor: system(), now: api.now(), note: () => undefined }, alert),
  );
  return id ?? "";
}

async function sweep() {
  const due = await api.alertsAreDue(system(), {});
  const { told, escalated } = await api.sweepAlerts(system(), {});
  expect(due).toBe(told + escalated > 0);
  return { told, escalated };
}

test("grave alerts are told to every officer at once, in one mail, and once; lesser ones wait", async () => {
  const grave = await raise("a disk", "emergency");
  await raise("a key", "critical");
  await raise("a sign-in", "warning");
  await raise("a note", "info");
  expect(await sweep()).toEqual({ told: 2, escalated: 0 });
  expect(await sweep()).toEqual({ told: 0, escalated: 0 });
  const letters = await mails("alert.raised");
  expect(new Set(letters.map(({ recipient }) => recipient)).size).toBe(2);
  expect(letters).toHaveLength(2);
  expect(letters[0]).toMatchObject({
    subject: "2 alerts: each was raised",
    body: expect.stringContaining(`Emergency: About a disk\n`),
  });
  expect(letters[0]?.body).toContain(`/audit/alerts/${grave}`);
});

test.each([
  ["emergency", 15],
  ["critical", 60],
  ["warning", 24 * 60],
] as const)("%s alerts are escalated after %i minutes without anybody, once, on record", async (level, wait) => {
  const id = await raise("it", level);
  await sweep();
  at(wait);
  expect((await sweep()).escalated).toBe(0);
  at(wait + 1);
  expect((await sweep()).escalated).toBe(1);
  at(10 * wait);
  expect((await sweep()).escalated).toBe(0);
  expect((await mails("alert.escalated"))[0]?.subject).toMatch(/^An alert waits.*: About it$/);
  const events = await api.inTenant(ours.id, "read", (tx) =>
    tx.auditEvent.findMany({ where: { resourceId: id, action: "alert.escalate" } }),
  );
  expect(events).toHaveLength(1);
});

test("taken up, put aside, resolved or only informing: nothing is escalated; a snooze that runs out counts anew", async () => {
  const officer = ours.person.compliance_officer;
  await raise("informs", "info");
  await api.acknowledgeAlert(officer, { id: await raise("taken", "emergency") });
  await api.resolveAlert(officer, { id: await raise("done", "emergency"), reason: "Seen." });
  await api.snoozeAlert(officer, { id: await raise("aside", "emergency"), hours: 1 });
  await raise("of an incident", "emergency", "incident-not-acknowledged");
  at(59);
  expect(await sweep()).toEqual({ told: 0, escalated: 0 });
  at(61);
  expect(await sweep()).toEqual({ told: 1, escalated: 0 });
  at(74);
  expect(await sweep()).toEqual({ told: 0, escalated: 0 });
  at(76);
  expect(await sweep()).toEqual({ told: 0, escalated: 1 });
});

test("a night full of alerts is one mail, and two sweeps at once tell it once", async () => {
  for (let i = 0; i < 30; i += 1) await raise(`file ${i}`, "emergency");
  await Promise.all([api.sweepAlerts(system(), {}), api.sweepAlerts(system(), {})]);
  const letters = await mails("alert.raised");
  expect(letters).toHaveLength(2);
  expect(letters[0]?.body).toMatch(/and 10 more: .*\/audit\/alerts\n$/);
  await expect(api.sweepAlerts(ours.person.compliance_officer, {})).rejects.toMatchObject({ code: "forbidden" });
});
