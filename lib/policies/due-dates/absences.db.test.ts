import { describe, expect, test } from "vitest";
import type { UserActor } from "@/lib/platform/auth/actor-types";
import { formatLocalDate, parseLocalDate } from "@/lib/platform/calendar";
import { notCounting } from "../rules";
import { policyStory } from "../testing/story";
import { twoOrganizations } from "../testing/two-organizations";

const { ours, theirs, story, rows, emailOf } = twoOrganizations();
const at = async (day: string, time = "09:00") =>
  (await import("../../platform/clock")).setClock(new Date(`${day}T${time}:00Z`));

async function acts() {
  const [record, change, list] = await Promise.all([
    import("../../platform/people/absences/record-absence"),
    import("../../platform/people/absences/change-absence"),
    import("../../platform/people/absences/queries"),
  ]);
  return { ...record, ...change, ...list, ...(await import("./move-due-dates")) };
}
async function record(by: UserActor, person: UserActor, firstDay: string, lastDay?: string, kind = "leave") {
  const { recordAbsence } = await acts();
  return recordAbsence(by, { personEmail: await emailOf(person.personId), kind: kind as "leave", firstDay, lastDay });
}
const move = async (personId?: string) => (await acts()).moveDueDates(ours.system(), { personId });
const isStale = async () => (await acts()).dueDatesToMove(ours.system(), {});
const dueOf = async (versionId: string, person: UserActor) =>
  (
    await rows((tx) =>
      tx.policyAssignment.findFirst({ where: { versionId, personId: person.personId, current: true } }),
    )
  )?.dueOn
    .toISOString()
    .slice(0, 10);

/** A manager, somebody they manage, and a department of these two. */
async function team(department: string) {
  const boss = await ours.join(`Bo ${department}`, ["employee"], { department });
  const kim = await ours.join(`Kim ${department}`, ["employee"], { department, managerId: boss.personId });
  return { boss, kim, audience: [{ kind: "department" as const, value: department }] };
}

describe("due dates do not run during an absence (platform.md section 1, P12)", () => {
  test("recorded before the publication, over the end of a year; whole days, so that half a day is none", async () => {
    await at("2026-12-20");
    const { boss, kim, audience } = await team("Before");
    await record(boss, kim, "2026-12-28", "2027-01-06");
    await at("2026-12-24");
    const { versionId } = await story.publish("Before.", audience);
    expect([await dueOf(versionId, boss), await dueOf(versionId, kim)]).toEqual(["2027-01-07", "2027-01-17"]);
    expect(await isStale()).toBe(false);
    await expect(record(boss, kim, "2027-01-08T12:00", "2027-01-08T18:00")).rejects.toMatchObject({ code: "invalid" });
  });

  test("recorded while it runs, changed, withdrawn: open dates follow in one command, twice is once, answered ones stay", async () => {
    await at("2026-03-02");
    const { boss, kim, audience } = await team("During");
    const open = await story.publish("Open.", audience);
    const answered = await story.publish("Answered.", audience);
    await story.acknowledge(kim, answered.policyId, answered.versionId);
    await at("2026-03-04");
    const { absenceId } = await record(boss, kim, "2026-03-05", "2026-03-09");
    expect(await isStale()).toBe(true);
    expect(await move(kim.personId)).toEqual({ policies: 1, training: 0, people: 1, more: false });
    expect(await move(kim.personId)).toMatchObject({ policies: 0 });
    expect(await dueOf(open.versionId, kim)).toBe("2026-03-21");
    expect(await dueOf(answered.versionId, kim)).toBe("2026-03-16");
    expect(await dueOf(open.versionId, boss)).toBe("2026-03-16");
    const { changeAbsence, withdrawAbsence } = await acts();
    await changeAbsence(boss, { absenceId, kind: "leave", firstDay: "2026-03-05", lastDay: "2026-03-06" });
    await move();
    expect(await dueOf(open.versionId, kim)).toBe("2026-03-18");
    const event = await rows((tx) =>
      tx.auditEvent.findFirst({ where: { action: "policy.due-dates-moved", resourceId: kim.personId } }),
    );
    expect(event).not.toBeNull();
    // An editorial version takes the date over, and what it is counted from.
    const next = await story.next(open.policyId, "Open!", false, audience);
    await story.distribute(next.versionId);
    expect(await dueOf(next.versionId, kim)).toBe("2026-03-18");
    await withdrawAbsence(boss, { absenceId });
    await move();
    expect(await dueOf(next.versionId, kim)).toBe("2026-03-16");
    expect(await isStale()).toBe(false);
  });

  test("withdrawn when the time would have been over: nobody is made late, the day of the change is the last one", async () => {
    await at("2026-03-02");
    const { boss, kim, audience } = await team("Late");
    const { versionId } = await story.publish("Late.", audience);
    const { absenceId } = await record(boss, kim, "2026-03-10", "2026-03-29");
    await move();
    expect(await dueOf(versionId, kim)).toBe("2026-04-05");
    await at("2026-03-20");
    await (await acts()).withdrawAbsence(boss, { absenceId });
    await move();
    expect(await dueOf(versionId, kim)).toBe("2026-03-20");
    await at("2026-03-25");
    expect(await isStale()).toBe(false);
    expect(await dueOf(versionId, kim)).toBe("2026-03-20");
  });

  test("without an end: the date goes on day by day until somebody says when it ended; recorded after the last day, it changes nothing", async () => {
    await at("2026-03-02");
    const { boss, kim, audience } = await team("Open");
    const { versionId } = await story.publish("Open end.", audience);
    await at("2026-03-12");
    const { absenceId } = await record(boss, kim, "2026-03-12", undefined, "sick");
    await move();
    expect(await dueOf(versionId, kim)).toBe("2026-03-17");
    await at("2026-04-20");
    await move();
    expect(await dueOf(versionId, kim)).toBe("2026-04-25");
    await (await acts()).changeAbsence(boss, {
      absenceId,
      kind: "sick",
      firstDay: "2026-03-12",
      lastDay: "2026-04-19",
    });
    await move();
    expect(await dueOf(versionId, kim)).toBe("2026-04-24");
    await at("2026-05-20");
    await record(boss, kim, "2026-04-25", "2026-05-30");
    expect(await isStale()).toBe(false);
  });

  test("nothing crosses to the other organisation of the same person, and batches are small", async () => {
    await at("2026-03-02");
    const { boss, kim, audience } = await team("Both");
    const theirStory = await policyStory(theirs);
    const { createMember } = await import("../../platform/setup/create-person");
    await createMember({
      email: await emailOf(kim.personId),
      name: "Kim Both",
      roles: ["employee"],
      organizationId: theirs.id,
    });
    const made = await theirStory.publish("Theirs.");
    const { versionId } = await story.publish("Ours.", audience);
    await story.publish("Ours too.", audience);
    await record(boss, kim, "2026-03-05", "2026-03-09");
    const { moveDueDates, dueDatesToMove } = await acts();
    expect(await dueDatesToMove(theirs.system(), {})).toBe(false);
    expect(await moveDueDates(theirs.system(), { personId: kim.personId })).toMatchObject({ policies: 0 });
    expect(await moveDueDates(ours.system(), { limit: 1 })).toMatchObject({ policies: 1, more: true });
    expect(await moveDueDates(ours.system(), { limit: 1 })).toMatchObject({ policies: 1, more: true });
    expect(await moveDueDates(ours.system(), { limit: 1 })).toMatchObject({ policies: 0, more: false });
    expect(await dueOf(versionId, kim)).toBe("2026-03-21");
    const { inTenant } = await import("../../platform/db/tenant");
    const there = await inTenant(theirs.id, "read", (tx) =>
      tx.policyAssignment.findFirst({ where: { versionId: made.versionId, personId: kim.personId } }),
    );
    expect(there?.dueOn.toISOString().slice(0, 10)).toBe("2026-03-16");
  });

  test("the database counts as the rule does, whatever the absences", async () => {
    const { boss, kim } = await team("Counts");
    const day = (n: number) => formatLocalDate(parseLocalDate("2026-12-01") + n);
    let seed = 20_261_201;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((seed / 2 ** 31) * below);
    };
    for (let sample = 0; sample < 40; sample += 1) {
      const spans: { from: string; to: string }[] = [];
      for (let from = random(6) - 3, left = random(6); left > 0; left -= 1) {
        const length = random(9);
        spans.push({ from: day(from), to: day(from + length) });
        from += length + 1 + random(8);
      }
      await rows(async (tx) => {
        await tx.absence.updateMany({
          where: { personId: kim.personId, withdrawnAt: null },
          data: { withdrawnAt: new Date(), withdrawnById: boss.personId },
        });
        for (const { from, to } of spans)
          await tx.absence.create({
            data: {
              id: crypto.randomUUID(),
              organizationId: ours.id,
              personId: kim.personId,
              kind: "leave",
              firstDay: new Date(from),
              lastDay: new Date(to),
              recordedById: boss.personId,
              recordedAt: new Date(),
            },
          });
        const found = await tx.$queryRaw<{ from: string; base: string; due: string }[]>`
          select f::text as from, b::text as base, person_due_on(${kim.personId}::uuid, f, b, '2030-01-01'::date)::text as due
          from (select '2026-11-28'::date + f as f, '2026-11-28'::date + f + d as b
            from generate_series(0, 20, 4) f cross join generate_series(0, 30, 3) d) cases`;
        for (const { from, base, due } of found)
          expect(due, `${JSON.stringify(spans)} from ${from} to ${base}`).toBe(notCounting(spans, from, base));
      });
    }
  });
});

describe("training, reminders, managers and broken rules (P12, P17, P18)", () => {
  test("training: days of an absence do not run, before it is asked for and after", async () => {
    await at("2026-03-02");
    const { boss, kim, audience } = await team("Trains");
    const { createCourse, addLesson, addQuestion, publishCourse } = await import("../training/write-course");
    const { assignCourse } = await import("../training/assign-course");
    const author = ours.person.policy_author;
    const { courseId } = await createCourse(author, { title: "Look", description: "See.", audience });
    await addLesson(author, { courseId, title: "Look", text: "# Look\n" });
    await addQuestion(author, { courseId, kind: "true_false", text: "Look?", truth: "true" });
    await record(boss, kim, "2026-03-03", "2026-03-07");
    await publishCourse(author, { courseId });
    await assignCourse(ours.system(), { courseId });
    const due = async (person: UserActor) =>
      (
        await rows((tx) => tx.trainingAssignment.findFirstOrThrow({ where: { courseId, personId: person.personId } }))
      ).dueOn.getTime() / 86_400_000;
    expect((await due(kim)) - (await due(boss))).toBe(5);
    await record(boss, kim, "2026-03-10", "2026-03-11");
    expect(await move()).toMatchObject({ training: 1 });
    expect((await due(kim)) - (await due(boss))).toBe(7);
  });

  test("no digest while away; the manager hears, and a rule is broken, only after days the person was there", async () => {
    await at("2026-03-02");
    const { boss, kim, audience } = await team("Quiet");
    const { versionId } = await story.publish("Quiet.", audience, { dueDays: 5 });
    // Late since Sunday the 8th, then away for four weeks.
    await record(boss, kim, "2026-03-10", "2026-04-06");
    const { remindPeople } = await import("../reminders/remind-people");
    const { remindManagers } = await import("../reminders/remind-managers");
    const { findOverdueAcknowledgements } = await import("../violations/detect");
    const mailsTo = async (person: UserActor, kind: string) => {
      const recipient = await emailOf(person.personId);
      return rows((tx) => tx.mailMessage.count({ where: { recipient, kind } }));
    };
    const violations = () => rows((tx) => tx.policyViolation.count({ where: { subjectId: kim.personId } }));
    const look = async (day: string) => {
      await at(day);
      await remindPeople(ours.system(), { limit: 500 });
      await remindManagers(ours.system(), {});
      while ((await findOverdueAcknowledgements(ours.system(), {})).more);
    };
    expect(await dueOf(versionId, kim)).toBe("2026-03-07");
    await look("2026-03-09");
    const before = await mailsTo(kim, "policy-digest");
    expect(before).toBe(1);
    for (const day of ["2026-03-16", "2026-03-23", "2026-04-01", "2026-04-06"]) await look(day);
    expect([
      await mailsTo(kim, "policy-digest"),
      await mailsTo(boss, "policy-manager-digest"),
      await violations(),
    ]).toEqual([1, 0, 0]);
    await look("2026-04-07");
    expect(await mailsTo(kim, "policy-digest")).toBe(2);
    // 2 days late before, so 13 more after the return until the manager hears.
    await look("2026-04-17");
    expect([await mailsTo(boss, "policy-manager-digest"), await violations()]).toEqual([0, 0]);
    await look("2026-04-20");
    expect([await mailsTo(boss, "policy-manager-digest"), await violations()]).toEqual([1, 1]);
  });
});
