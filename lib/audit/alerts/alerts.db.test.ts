import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
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

const sample = {
  rule: "test.rule",
  level: "warning",
  objectType: "evidence",
  title: "Something",
  href: "/audit",
} as const;

/** Raises it as a command would, in a transaction of its own. */
async function raise(objectId: string, more: object = {}, organization = ours) {
  const { inTenant } = await import("@/lib/platform/db/tenant");
  const { now } = await import("@/lib/platform/clock");
  const { raiseAlert } = await import("./raise-alert");
  const notes: string[] = [];
  const answer = await inTenant(organization.id, "write", (tx) =>
    raiseAlert(
      { tx, actor: organization.system(), now: now(), note: ({ action }) => void notes.push(action) },
      { ...sample, objectId, ...more },
    ),
  );
  return { ...answer, id: answer.id ?? "", notes };
}

const rowOf = async (id: string) => {
  const { inTenant } = await import("@/lib/platform/db/tenant");
  return inTenant(ours.id, "read", (tx) => tx.alert.findUniqueOrThrow({ where: { id } }));
};

describe("raising", () => {
  test("makes one alert per rule and object; again counts it up, with its events and the higher level", async () => {
    const [one, two] = [crypto.randomUUID(), crypto.randomUUID()];
    const first = await raise("a", { eventIds: [one] });
    const again = await raise("a", { level: "critical", eventIds: [one, two] });
    expect(first).toMatchObject({ raised: true, notes: ["alert.raise"] });
    expect(again).toMatchObject({ id: first.id, raised: false, notes: [] });
    expect(await rowOf(first.id)).toMatchObject({ occurrences: 2, level: "critical", eventIds: [one, two] });
    expect((await raise("b")).raised).toBe(true);
    expect((await raise("a", { rule: "test.other" })).raised).toBe(true);
    expect((await raise("a", {}, theirs)).raised).toBe(true);
  });

  test("makes one even when sixteen find it at the same moment", async () => {
    const answers = await Promise.all(Array.from({ length: 16 }, () => raise("contended")));
    expect(answers.filter(({ raised }) => raised)).toHaveLength(1);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect((await rowOf(answers[0]?.id ?? "")).occurrences).toBe(16);
  });

  test("is stopped by COMPLIANCE_MONITORING_ENABLED=false", async () => {
    process.env.COMPLIANCE_MONITORING_ENABLED = "false";
    vi.resetModules();
    try {
      expect(await raise("quiet")).toMatchObject({ raised: false, id: "" });
      await (await import("@/lib/platform/db/client")).disconnect();
    } finally {
      delete process.env.COMPLIANCE_MONITORING_ENABLED;
      vi.resetModules();
    }
    expect((await raise("quiet")).raised).toBe(true);
  });
});

describe("answering", () => {
  test("acknowledged, snoozed, woken by the clock alone, resolved; afterwards a new one is raised", async () => {
    const { acknowledgeAlert, resolveAlert, snoozeAlert } = await import("./handle-alert");
    const { listAlerts, readAlert } = await import("./queries");
    const { setClock } = await import("@/lib/platform/clock");
    const officer = ours.person.compliance_officer;
    const { id } = await raise("life");
    await acknowledgeAlert(officer, { id });
    expect((await readAlert(officer, { id })).owner).toBe(officer.name);
    await expect(acknowledgeAlert(officer, { id })).rejects.toMatchObject({ code: "conflict" });

    await snoozeAlert(officer, { id, hours: 1 });
    const listed = async () => (await listAlerts(officer, { q: "Something" })).alerts.some((alert) => alert.id === id);
    expect(await listed()).toBe(false);
    setClock(new Date(Date.now() + 61 * 60 * 1000));
    expect(await listed()).toBe(true);
    expect((await readAlert(officer, { id })).alert.status).toBe("open");
    setClock(null);

    await expect(resolveAlert(officer, { id, reason: " " })).rejects.toMatchObject({ code: "invalid" });
    await resolveAlert(officer, { id, reason: "A test of mine. 👩‍⚕️ <b>" });
    await expect(resolveAlert(officer, { id, reason: "Twice" })).rejects.toMatchObject({ code: "conflict" });
    const { alert, history } = await readAlert(officer, { id });
    expect(alert).toMatchObject({ status: "resolved", resolution: "A test of mine. 👩‍⚕️ <b>" });
    expect(history.map(({ action, outcome }) => `${action} ${outcome}`)).toContain("alert.resolve success");
    expect(await raise("life")).toMatchObject({ raised: true });
  });

  test("is refused to other roles, other organisations, machines and whoever it is about", async () => {
    const { acknowledgeAlert, resolveAlert, snoozeAlert } = await import("./handle-alert");
    const officer = ours.person.compliance_officer;
    const { id } = await raise(officer.personId, { objectType: "person" });
    await expect(resolveAlert(officer, { id, reason: "Me" })).rejects.toMatchObject({ details: { duty: true } });
    await expect(snoozeAlert(officer, { id, hours: 1 })).rejects.toMatchObject({ details: { duty: true } });
    await expect(acknowledgeAlert(ours.person.auditor, { id })).rejects.toMatchObject({ code: "forbidden" });
    await expect(acknowledgeAlert(theirs.person.compliance_officer, { id })).rejects.toMatchObject({
      code: "not_found",
    });
    const other = await ours.join("Second Officer", ["compliance_officer"]);
    await resolveAlert(other, { id, reason: "Checked with them." });
  });

  test("of a resolved alert is refused by the database as well, and so is deleting", async () => {
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const { resolveAlert } = await import("./handle-alert");
    const { id } = await raise("final");
    await resolveAlert(ours.person.compliance_officer, { id, reason: "Done" });
    await expect(
      inTenant(ours.id, "write", (tx) => tx.alert.update({ where: { id }, data: { status: "open" } })),
    ).rejects.toThrow(/never changed/);
    await expect(inTenant(ours.id, "write", (tx) => tx.alert.delete({ where: { id } }))).rejects.toThrow();
  });
});
