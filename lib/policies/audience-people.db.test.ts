import { describe, expect, test } from "vitest";
import { dutyTimeOf, type Rule } from "./audience";
import { twoOrganizations } from "./testing/two-organizations";

const { ours, theirs, story, rows, emailOf, assignmentOf } = twoOrganizations();

describe("named groups (P11)", () => {
  test("address people one by one; who joins is asked, who leaves the group no longer, an archived group nobody", async () => {
    const { saveGroup, addToGroup, removeFromGroup, archiveGroup } = await import("./groups/groups");
    const { audiencesToSettle } = await import("./queries/audiences-to-settle");
    const { policyReader } = await import("./queries/policy-reader");
    const { policy_author: author, employee, compliance_officer: officer } = ours.person;
    const group = await saveGroup(author, { name: "First aiders 🌱 <b>" });
    await expect(saveGroup(author, { name: "First aiders 🌱 <b>" })).rejects.toMatchObject({ code: "invalid" });
    await expect(saveGroup(employee, { name: "Mine" })).rejects.toMatchObject({ code: "forbidden" });
    const [kim, lee] = [await ours.join("Kim Kind", ["employee"]), await ours.join("Lee Late", ["employee"])];
    const add = (by: typeof author, emails: string) => addToGroup(by, { groupId: group.groupId, emails });
    await expect(add(theirs.person.policy_author, await emailOf(kim.personId))).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(add(officer, `${await emailOf(kim.personId)}, nobody@example.com`)).rejects.toMatchObject({
      code: "invalid",
    });
    expect(await add(officer, await emailOf(kim.personId))).toMatchObject({ added: 1 });
    const made = await story.publish("For first aiders.", [{ kind: "group", value: group.groupId, dueDays: 3 }]);
    const assigned = () => rows((tx) => tx.policyAssignment.findMany({ where: { versionId: made.versionId } }));
    expect((await assigned()).map(({ personId }) => personId)).toEqual([kim.personId]);
    await add(officer, `${await emailOf(kim.personId)}\n${await emailOf(lee.personId)}`);
    expect((await audiencesToSettle(ours.system(), {})).map(({ versionId }) => versionId)).toContain(made.versionId);
    await story.distribute(made.versionId);
    expect(await assigned()).toHaveLength(2);
    await removeFromGroup(officer, { groupId: group.groupId, personId: kim.personId });
    await story.distribute(made.versionId);
    expect(await assignmentOf(made.versionId, kim.personId)).toMatchObject({ status: "withdrawn" });
    expect(await policyReader(lee, { policyId: made.policyId })).toMatchObject({ assignment: { status: "pending" } });
    await archiveGroup(officer, { groupId: group.groupId });
    await story.distribute(made.versionId);
    expect(await assignmentOf(made.versionId, lee.personId)).toMatchObject({ status: "withdrawn" });
    await expect(add(officer, await emailOf(kim.personId))).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("the audience of the database and of one person (P11, P12)", () => {
  test("are the same for every mixture of rules", async () => {
    const { memberById } = await import("./members");
    const { saveGroup, addToGroup } = await import("./groups/groups");
    const { setClock } = await import("../platform/clock");
    setClock(new Date("2026-03-02T09:00:00Z"));
    const { policy_author: author } = ours.person;
    const { groupId } = await saveGroup(author, { name: "Mixture" });
    const people = await Promise.all(
      [
        { department: "Care", location: "Berlin" },
        { department: "Care", location: "Hamburg", startDate: "2026-04-01" },
        { department: "Finance", location: "Berlin", endDate: "2026-03-01" },
        { department: "Finance", location: "Hamburg", endDate: "2026-03-02" },
        {},
      ].map((more, index) =>
        ours.join(`Mixed ${"abcde"[index]}`, index === 4 ? ["employee", "auditor"] : ["employee"], more),
      ),
    );
    await addToGroup(author, { groupId, emails: await emailOf(people[4]?.personId ?? "") });
    const audiences: (Rule & { value?: string; dueDays?: number })[][] = [
      [{ kind: "everyone", excluded: false }],
      [
        { kind: "department", value: "Care", excluded: false, dueDays: 5 },
        { kind: "location", value: "Berlin", excluded: false },
      ],
      [
        { kind: "everyone", excluded: false },
        { kind: "location", value: "Hamburg", excluded: true },
      ],
      [
        { kind: "group", value: groupId, excluded: false },
        { kind: "role", value: "policy_author", excluded: false, dueDays: 0 },
      ],
      [
        { kind: "everyone", excluded: false, dueDays: 1 },
        { kind: "group", value: groupId, excluded: true },
      ],
    ];
    for (const audience of audiences) {
      for (const effectiveFrom of [undefined, "2026-03-10"]) {
        const { versionId } = await story.draft("Mixed.", audience as never, { effectiveFrom });
        await story.approve(versionId);
        const { publishVersion } = await import("./publish-version");
        await publishVersion(story.approver, { versionId });
        const found = await rows(
          (tx) => tx.$queryRaw<{ person: string; due: string }[]>`
            select person_id as person, due_on::text as due from policy_audience_of(${versionId}::uuid, '2026-03-02'::date)`,
        );
        const byPerson = new Map(found.map(({ person, due }) => [person, due]));
        const members = await rows((tx) => tx.membership.findMany({ select: { personId: true } }));
        for (const { personId } of members) {
          const member = await rows((tx) => memberById(tx, ours.id, personId, "2026-03-02"));
          const version = { publishedOn: "2026-03-02", dueDays: 14, effectiveFrom: effectiveFrom ?? null };
          const alone = member ? (dutyTimeOf(member, audience, version, "2026-03-02")?.dueOn ?? null) : null;
          expect(byPerson.get(personId) ?? null, `${personId} ${JSON.stringify(audience)}`).toBe(alone);
        }
      }
    }
  });
});

describe("carry-over (P5), sixty people", () => {
  test("an editorial version keeps 40 acknowledgements and moves 20 open ones with their dates; a material one asks all 60", async () => {
    const { acknowledgementReceipt } = await import("./queries/acknowledgement-receipt");
    const { setClock } = await import("../platform/clock");
    setClock(new Date("2026-03-02T09:00:00Z"));
    const sixty = await Promise.all(
      Array.from({ length: 60 }, () => ours.join("One Of Sixty", ["employee"], { department: "Sixty" })),
    );
    const audience = [{ kind: "department" as const, value: "Sixty" }];
    const first = await story.publish("Text.", audience);
    setClock(new Date("2026-03-05T09:00:00Z"));
    const receipts = new Map<string, Awaited<ReturnType<typeof story.acknowledge>>>();
    for (const person of sixty.slice(0, 40))
      receipts.set(person.personId, await story.acknowledge(person, first.policyId, first.versionId));
    const old = await rows((tx) => tx.policyAssignment.findMany({ where: { versionId: first.versionId } }));
    const dueOf = new Map(old.map(({ personId, dueOn }) => [personId, dueOn.toISOString()]));

    setClock(new Date("2026-03-09T09:00:00Z"));
    const editorial = await story.next(first.policyId, "Text!", false, audience);
    await story.distribute(editorial.versionId, 17);
    const kept = await rows((tx) => tx.policyAssignment.findMany({ where: { versionId: editorial.versionId } }));
    expect(kept).toHaveLength(60);
    const answered = kept.filter(({ status }) => status === "acknowledged");
    const open = kept.filter(({ status }) => status === "pending");
    expect([answered.length, open.length]).toEqual([40, 20]);
    for (const row of answered) expect(row.acknowledgementId).toBe(receipts.get(row.personId)?.id);
    for (const row of open) expect(row.dueOn.toISOString()).toBe(dueOf.get(row.personId));
    const before = () =>
      rows((tx) =>
        tx.policyAssignment.groupBy({ by: ["status"], where: { versionId: first.versionId }, _count: true }),
      );
    expect(Object.fromEntries((await before()).map(({ status, _count }) => [status, _count]))).toEqual({
      acknowledged: 40,
      withdrawn: 20,
    });

    setClock(new Date("2026-03-20T09:00:00Z"));
    const material = await story.next(first.policyId, "Other rules.", true, audience);
    expect(await story.distribute(material.versionId, 17)).toMatchObject({ asked: 60 });
    const asked = await rows((tx) => tx.policyAssignment.findMany({ where: { versionId: material.versionId } }));
    expect(asked.filter(({ status }) => status === "pending")).toHaveLength(60);
    for (const person of sixty.slice(0, 40)) {
      const mine = receipts.get(person.personId);
      const again = await acknowledgementReceipt(person, { acknowledgementId: mine?.id ?? "" });
      const { log: _, ...facts } = again as typeof again & { log: unknown };
      expect(facts).toEqual(mine);
    }
  });
});
