import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { UserActor } from "@/lib/platform/auth/actor-types";
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
afterEach(async () => (await import("../../clock")).setClock(null));
afterAll(async () => {
  const { disconnect } = await import("../../db/client");
  await disconnect();
  await database.drop();
});

async function rows<T>(work: (tx: import("../../db/client").Tx) => Promise<T>): Promise<T> {
  const { inTenant } = await import("../../db/tenant");
  return inTenant(ours.id, "write", work);
}
const at = async (day: string, time = "09:00") =>
  (await import("../../clock")).setClock(new Date(`${day}T${time}:00Z`));
const emailOf = async (personId: string) =>
  (await rows((tx) => tx.person.findUniqueOrThrow({ where: { id: personId } }))).email;

async function acts() {
  const [record, change, list] = await Promise.all([
    import("./record-absence"),
    import("./change-absence"),
    import("./queries"),
  ]);
  return { ...record, ...change, ...list };
}
async function record(by: UserActor, person: UserActor, firstDay: string, lastDay?: string, kind = "leave") {
  const { recordAbsence } = await acts();
  return recordAbsence(by, { personEmail: await emailOf(person.personId), kind: kind as "leave", firstDay, lastDay });
}

/** A manager and somebody they manage. */
async function team(department: string) {
  const boss = await ours.join(`Bo ${department}`, ["employee"], { department });
  const kim = await ours.join(`Kim ${department}`, ["employee"], { department, managerId: boss.personId });
  return { boss, kim };
}

describe("who records absences", () => {
  test("the manager and whoever keeps the people; nobody their own, no colleague, nobody of elsewhere", async () => {
    await at("2026-03-02");
    const { boss, kim } = await team("Who");
    await expect(record(kim, kim, "2026-03-04", "2026-03-05")).rejects.toMatchObject({ code: "forbidden" });
    await expect(record(kim, boss, "2026-03-04", "2026-03-05")).rejects.toMatchObject({ code: "forbidden" });
    const { compliance_officer: officer, admin, customer } = ours.person;
    await expect(record(officer, kim, "2026-03-04", "2026-03-05")).rejects.toMatchObject({ code: "forbidden" });
    await expect(record(customer, kim, "2026-03-04", "2026-03-05")).rejects.toMatchObject({ code: "forbidden" });
    await expect(record(theirs.person.admin, kim, "2026-03-04", "2026-03-05")).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(record(admin, admin, "2026-03-04", "2026-03-05")).rejects.toMatchObject({ code: "forbidden" });
    await record(admin, boss, "2026-03-04", "2026-03-05", "parental");
    const { absenceId } = await record(boss, kim, "2026-03-04", "2026-03-05", "sick");
    const { changeAbsence, withdrawAbsence } = await acts();
    const days = { kind: "other" as const, firstDay: "2026-03-04" };
    for (const [by, code] of [
      [kim, "forbidden"],
      [officer, "forbidden"],
      [theirs.person.admin, "not_found"],
    ] as const) {
      await expect(changeAbsence(by, { absenceId, ...days })).rejects.toMatchObject({ code });
      await expect(withdrawAbsence(by, { absenceId })).rejects.toMatchObject({ code });
    }
    const stored = await rows((tx) => tx.absence.findUniqueOrThrow({ where: { id: absenceId } }));
    expect(stored).toMatchObject({ kind: "sick", changedAt: null, withdrawnAt: null });
  });

  test("the kind is for the person, their manager and whoever keeps the people; officers see the days, colleagues nothing", async () => {
    await at("2026-03-02");
    const { boss, kim } = await team("Sees");
    const { absenceId } = await record(boss, kim, "2026-03-03", undefined, "sick");
    const { listAbsences } = await acts();
    const seen = async (by: UserActor) =>
      (await listAbsences(by, {})).absences.find(({ id }) => id === absenceId) ?? null;
    expect(await seen(kim)).toMatchObject({ kind: "sick", own: true, mayChange: false });
    expect(await seen(boss)).toMatchObject({ kind: "sick", mayChange: true, person: kim.name });
    expect(await seen(ours.person.admin)).toMatchObject({ kind: "sick", mayChange: true });
    expect(await seen(ours.person.compliance_officer)).toMatchObject({ kind: null, mayChange: false });
    expect(await seen(ours.person.employee)).toBeNull();
    expect(await seen(theirs.person.admin)).toBeNull();
    await expect(listAbsences(ours.person.customer, {})).rejects.toMatchObject({ code: "forbidden" });
  });

  test("the log says nothing about the person in clear", async () => {
    await at("2026-03-02");
    const { boss, kim } = await team("Clear");
    const { absenceId } = await record(boss, kim, "2026-03-05", "2026-03-08", "sick");
    const [event] = await rows((tx) => tx.auditEvent.findMany({ where: { resourceId: absenceId } }));
    const leaf = Buffer.from(event?.leaf ?? []).toString();
    expect(leaf).toContain("absence.record");
    expect(leaf).not.toMatch(/sick|2026-03-05|Kim/);
  });
});

describe("days", () => {
  test("twice, overlapping, after an open end: refused by the command and by the database; beside each other: both stand", async () => {
    await at("2026-03-02");
    const { boss, kim } = await team("Days");
    await record(boss, kim, "2026-03-04", "2026-03-08");
    for (const [first, last] of [
      ["2026-03-04", "2026-03-08"],
      ["2026-03-08", "2026-03-09"],
      ["2026-03-01", undefined],
    ] as const)
      await expect(record(boss, kim, first, last)).rejects.toMatchObject({ code: "conflict" });
    await expect(record(boss, kim, "2026-03-20", "2026-03-19")).rejects.toMatchObject({ code: "invalid" });
    await record(boss, kim, "2026-03-09", "2026-03-09");
    const straight = (first: string, last: string | null, by = boss.personId) =>
      rows(
        (
          tx,
        ) => tx.$executeRaw`insert into absence (id, organization_id, person_id, kind, first_day, last_day, recorded_by_id, recorded_at)
          values (gen_random_uuid(), ${ours.id}::uuid, ${kim.personId}::uuid, 'leave', ${first}::date, ${last}::date, ${by}::uuid, now())`,
      );
    await expect(straight("2026-03-09", null)).rejects.toThrow(/absence_no_overlap/);
    await expect(straight("2026-04-02", "2026-04-01")).rejects.toThrow(/absence_days/);
    await expect(straight("2026-04-02", "2026-04-03", kim.personId)).rejects.toThrow(/absence_not_ones_own/);
    const both = await Promise.allSettled([
      record(boss, kim, "2026-05-01", "2026-05-09"),
      record(ours.person.admin, kim, "2026-05-09", "2026-05-12"),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  test("withdrawn twice, or changed after: refused; its days are free again; nothing is deleted", async () => {
    await at("2026-03-02");
    const { boss, kim } = await team("Twice");
    const { absenceId } = await record(boss, kim, "2026-03-04");
    const { changeAbsence, withdrawAbsence } = await acts();
    await withdrawAbsence(boss, { absenceId });
    await expect(withdrawAbsence(boss, { absenceId })).rejects.toMatchObject({ code: "conflict" });
    await expect(changeAbsence(boss, { absenceId, kind: "leave", firstDay: "2026-03-04" })).rejects.toMatchObject({
      code: "conflict",
    });
    await record(boss, kim, "2026-03-04", "2026-03-05");
    await expect(rows((tx) => tx.$executeRaw`delete from absence where id = ${absenceId}::uuid`)).rejects.toThrow();
    await expect(
      rows((tx) => tx.$executeRaw`update absence set last_day = null where id = ${absenceId}::uuid`),
    ).rejects.toThrow(/stays as it was/);
  });
});
