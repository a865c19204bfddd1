import { describe, expect, test } from "vitest";
import { everyone } from "./testing/story";
import { twoOrganizations } from "./testing/two-organizations";

const { ours, story, rows } = twoOrganizations();

const assignmentsOf = (versionId: string) => rows((tx) => tx.policyAssignment.findMany({ where: { versionId } }));
const assignmentOf = async (versionId: string, personId: string) =>
  (await assignmentsOf(versionId)).find((row) => row.personId === personId);

describe("audience (P11, P12)", () => {
  test("overlapping audiences give one assignment, the earlier date; exclusions, customers and auditors none", async () => {
    const both = await ours.join("Kim Both", ["employee", "support_agent"], { department: "Care", location: "Berlin" });
    const excluded = await ours.join("Kai Out", ["employee"], { department: "Care", location: "Hamburg" });
    const { versionId } = await story.publish("Text.", [
      { kind: "department", value: "Care", dueDays: 20 },
      { kind: "role", value: "support_agent", dueDays: 5 },
      { kind: "location", value: "Berlin", dueDays: 9 },
      { kind: "location", value: "Hamburg", excluded: true },
      { kind: "role", value: "customer" },
      { kind: "role", value: "auditor" },
    ]);
    const assigned = await assignmentsOf(versionId);
    const mine = assigned.filter((row) => row.personId === both.personId);
    const [version] = await rows((tx) => tx.policyVersion.findMany({ where: { id: versionId } }));
    expect(mine).toHaveLength(1);
    expect(mine[0]?.dueOn.getTime()).toBe((version?.publishedOn?.getTime() ?? 0) + 5 * 86_400_000);
    for (const person of [excluded, ours.person.customer, ours.person.auditor])
      expect(assigned.some((row) => row.personId === person.personId)).toBe(false);
  });

  test("in batches, stopped and begun again: everybody once, no one twice", async () => {
    const { distributeVersion } = await import("./distribute-version");
    const { publishVersion } = await import("./publish-version");
    const made = await story.draft();
    await story.approve(made.versionId);
    await publishVersion(story.approver, { versionId: made.versionId });
    const first = await distributeVersion(ours.system(), { versionId: made.versionId, limit: 3 });
    expect(first.next).not.toBeNull();
    expect((await assignmentsOf(made.versionId)).length).toBe(first.asked);
    const { batches } = await story.distribute(made.versionId, 3);
    expect(batches).toBeGreaterThan(3);
    const again = await story.distribute(made.versionId, 4);
    expect(again).toMatchObject({ asked: 0, withdrawn: 0 });
    const members = await rows((tx) => tx.membership.findMany({ where: { active: true } }));
    const workers = members.filter(({ roles }) => roles.some((role) => role !== "customer" && role !== "auditor"));
    const assigned = await assignmentsOf(made.versionId);
    expect(assigned.map(({ personId }) => personId).sort()).toEqual(workers.map(({ personId }) => personId).sort());
  });

  test("a joiner is asked from the start date, a leaver's open ones are withdrawn, given ones stay", async () => {
    const { audiencesToSettle } = await import("./queries/audiences-to-settle");
    const [leaver, done] = [await ours.join("Lea Leaver", ["employee"]), await ours.join("Don Done", ["employee"])];
    const { policyId, versionId } = await story.publish();
    await story.acknowledge(done, policyId, versionId);
    const stale = async () =>
      (await audiencesToSettle(ours.system(), {})).some((version) => version.versionId === versionId);
    expect(await stale()).toBe(false);
    const start = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const joiner = await ours.join("Joy Joiner", ["employee"], { startDate: start });
    for (const { personId } of [leaver, done])
      await rows((tx) => tx.membership.updateMany({ where: { personId }, data: { active: false } }));
    expect(await stale()).toBe(true);
    await story.distribute(versionId);
    expect(await stale()).toBe(false);
    const due = (await assignmentOf(versionId, joiner.personId))?.dueOn.toISOString().slice(0, 10);
    expect(due).toBe(new Date(Date.parse(start) + 14 * 86_400_000).toISOString().slice(0, 10));
    expect((await assignmentOf(versionId, leaver.personId))?.status).toBe("withdrawn");
    expect((await assignmentOf(versionId, done.personId))?.status).toBe("acknowledged");
    await rows((tx) => tx.membership.updateMany({ where: { personId: leaver.personId }, data: { active: true } }));
    await story.distribute(versionId);
    expect((await assignmentOf(versionId, leaver.personId))?.status).toBe("pending");
  });
});

describe("material and editorial (P5)", () => {
  test("editorial: acknowledgements and due dates carry over; material: everybody is asked again", async () => {
    const { employee, admin } = ours.person;
    const { policyReader } = await import("./queries/policy-reader");
    const { policyId, versionId } = await story.publish("One rule.", everyone, { dueDays: 3 });
    const receipt = await story.acknowledge(employee, policyId, versionId);
    const openDue = (await assignmentOf(versionId, admin.personId))?.dueOn;

    const editorial = await story.next(policyId, "One rule!", false);
    await story.distribute(editorial.versionId);
    expect(await assignmentOf(editorial.versionId, employee.personId)).toMatchObject({
      status: "acknowledged",
      acknowledgementId: receipt.id,
    });
    expect(await assignmentOf(editorial.versionId, admin.personId)).toMatchObject({
      status: "pending",
      dueOn: openDue,
    });
    expect((await assignmentOf(versionId, admin.personId))?.status).toBe("withdrawn");
    expect((await story.acknowledge(employee, policyId, editorial.versionId)).id).toBe(receipt.id);
    expect((await policyReader(employee, { policyId })).receipt?.version.number).toBe(1);

    const material = await story.next(policyId, "Two rules.", true);
    await story.distribute(material.versionId);
    expect((await assignmentOf(material.versionId, employee.personId))?.status).toBe("pending");
    expect((await policyReader(employee, { policyId })).previous).toMatchObject({
      number: 1,
      text: "One rule.\n",
      acknowledged: true,
    });
    expect(await rows((tx) => tx.policyAcknowledgement.count({ where: { id: receipt.id } }))).toBe(1);
  });
});
