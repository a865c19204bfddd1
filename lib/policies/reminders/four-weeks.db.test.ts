import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { policyStory } from "../testing/story";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let ours: TestOrganization;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await createTestOrganization("Ours");
});
afterAll(async () => {
  const { setClock } = await import("../../platform/clock");
  setClock(null);
  const { disconnect } = await import("../../platform/db/client");
  await disconnect();
  await database.drop();
});

/** What the job does in one hour. */
async function hour(at: Date) {
  const { setClock } = await import("../../platform/clock");
  const { remindPeople } = await import("./remind-people");
  const { remindManagers } = await import("./remind-managers");
  const { remindingNow } = await import("./reminding");
  setClock(at);
  const system = ours.system("policies-remind");
  if (!(await remindingNow(system, {})).due) return;
  let after: string | null = null;
  do after = (await remindPeople(system, { after, limit: 2 })).next;
  while (after);
  await remindManagers(system, {});
}

test("four weeks: one digest a person, on weekdays only, then weekly, then the manager (P12)", async () => {
  const { setClock } = await import("../../platform/clock");
  const { inTenant } = await import("../../platform/db/tenant");
  const story = await policyStory(ours);
  setClock(new Date("2026-03-02T08:00:00Z")); // a Monday
  const boss = await ours.join("Bo Boss", ["employee"]);
  const join = (name: string) => ours.join(name, ["employee"], { department: "Slow", managerId: boss.personId });
  const [never, prompt, late] = [await join("Nev Never"), await join("Pro Prompt"), await join("Lat Late")];
  const audience = [{ kind: "department" as const, value: "Slow" }];
  // Three policies of a fortnight, and one of ten days: never one mail per policy.
  const made = [];
  for (const text of ["A.", "B.", "C."]) made.push(await story.publish(text, audience));
  made.push(await story.publish("D.", audience, { dueDays: 10 }));
  for (const { policyId, versionId } of made) await story.acknowledge(prompt, policyId, versionId);

  for (let day = 0; day < 28; day += 1) {
    for (const clock of ["05:00", "08:30", "11:30", "20:00"]) {
      await hour(new Date(Date.parse(`2026-03-02T${clock}:00Z`) + day * 86_400_000));
    }
    if (day === 11) {
      setClock(new Date("2026-03-13T12:00:00Z"));
      for (const { policyId, versionId } of made) await story.acknowledge(late, policyId, versionId);
    }
  }

  const mails = await inTenant(ours.id, "read", (tx) =>
    tx.mailMessage.findMany({ where: { kind: { startsWith: "policy-" } }, orderBy: { createdAt: "asc" } }),
  );
  const people = await inTenant(ours.id, "read", (tx) => tx.person.findMany());
  const daysOf = (id: string, kind = "policy-digest") => {
    const email = people.find((person) => person.id === id)?.email;
    return mails
      .filter((mail) => mail.recipient === email && mail.kind === kind)
      .map(({ createdAt }) => createdAt.toISOString().slice(5, 10));
  };
  // D is due on 12 March and the others on the 16th: half time, three days, one day of each, then weekly.
  expect(daysOf(never.personId)).toEqual([
    "03-09", // half time of A, B, C; half time (Saturday the 7th) and three days of D
    "03-11", // one day of D
    "03-13", // D is late; three days of A, B, C
    "03-16", // one day of A, B, C fell on a Sunday
    "03-17", // A, B, C are late
    "03-20", // D, a week later
    "03-24",
    "03-27",
  ]);
  expect(daysOf(late.personId)).toEqual(["03-09", "03-11", "03-13"]);
  expect(daysOf(prompt.personId)).toEqual([]);
  // The fifteenth day after the 12th; the others' is the 31st, beyond these weeks.
  expect(daysOf(boss.personId, "policy-manager-digest")).toEqual(["03-27"]);
  const perDay = Map.groupBy(mails, (mail) => `${mail.recipient} ${mail.createdAt.toISOString().slice(0, 10)}`);
  expect([...perDay.values()].every((list) => list.length === 1)).toBe(true);
  expect(mails.every(({ createdAt }) => ![0, 6].includes(createdAt.getUTCDay()))).toBe(true);
  expect(mails.find(({ kind }) => kind === "policy-manager-digest")?.body).toContain(
    "Nev Never: 1 policy, the oldest 15 days late",
  );
  expect(mails.at(-1)?.subject).toContain("late");
});

test("owners hear of a review 60, 30 and 7 days before it, once each (P7)", async () => {
  const { setClock } = await import("../../platform/clock");
  const { inTenant } = await import("../../platform/db/tenant");
  const { remindOwners } = await import("./remind-owners");
  const story = await policyStory(ours);
  setClock(new Date("2026-01-05T09:00:00Z"));
  await story.publish("Reviewed.", [{ kind: "role", value: "admin" }], { reviewDate: "2026-05-04" });
  for (let day = 0; day < 130; day += 1) {
    setClock(new Date(Date.parse("2026-01-06T09:00:00Z") + day * 86_400_000));
    await remindOwners(ours.system(), {});
  }
  const mails = await inTenant(ours.id, "read", (tx) =>
    tx.mailMessage.findMany({ where: { kind: { startsWith: "policy-review" } }, orderBy: { createdAt: "asc" } }),
  );
  expect(mails.map(({ kind, createdAt }) => `${kind} ${createdAt.toISOString().slice(0, 10)}`)).toEqual([
    "policy-review-60 2026-03-05",
    "policy-review-30 2026-04-06", // the fourth is a Saturday
    "policy-review-7 2026-04-27",
  ]);
});
