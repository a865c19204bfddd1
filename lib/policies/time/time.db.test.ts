import { describe, expect, test } from "vitest";
import { everyone } from "../testing/story";
import { twoOrganizations } from "../testing/two-organizations";

const { ours, story, rows, stop } = twoOrganizations();

const version = (id: string) => rows((tx) => tx.policyVersion.findUniqueOrThrow({ where: { id } }));
const statusOf = async (id: string) => (await version(id)).status;
const openOf = (versionId: string) =>
  rows((tx) => tx.policyAssignment.count({ where: { versionId, current: true, status: "pending" } }));

/** What the job does at a moment. */
async function keepTime() {
  const { bringIntoForce, versionsToBringIntoForce } = await import("./bring-into-force");
  const system = ours.system("policies-keep-time");
  for (const versionId of await versionsToBringIntoForce(system, {})) await bringIntoForce(system, { versionId });
}

describe("a future effective date (P1, P7, P13)", () => {
  test("the present version stays in force until the local day comes; acknowledging before it is allowed", async () => {
    const { policyReader } = await import("../queries/policy-reader");
    const { audiencesToSettle } = await import("../queries/audiences-to-settle");
    stop("2026-03-02T09:00:00Z");
    const first = await story.publish("Old.");
    stop("2026-03-10T09:00:00Z");
    const second = await story.next(first.policyId, "New.", true, everyone, "2026-04-01");
    expect(await statusOf(first.versionId)).toBe("published");
    expect(await version(second.versionId)).toMatchObject({ status: "published", inForceAt: null });
    await story.distribute(second.versionId);
    // Both are asked: the one in force still counts, the coming one may be read already, and is due when its day has come.
    expect(await openOf(first.versionId)).toBe(await openOf(second.versionId));
    const [row] = await rows((tx) => tx.policyAssignment.findMany({ where: { versionId: second.versionId } }));
    expect(row?.dueOn.toISOString().slice(0, 10)).toBe("2026-04-01");
    const { employee, admin } = ours.person;
    await story.acknowledge(employee, first.policyId, second.versionId);
    await story.acknowledge(admin, first.policyId, first.versionId);
    expect((await policyReader(employee, { policyId: first.policyId })).version).toMatchObject({ number: 1 });
    const coming = await policyReader(employee, { policyId: first.policyId, versionId: second.versionId });
    expect(coming).toMatchObject({ version: { number: 2, inForce: false }, other: { number: 1, inForce: true } });
    expect((await audiencesToSettle(ours.system(), {})).length).toBe(0);

    stop("2026-03-31T21:59:00Z"); // 23:59 in Berlin
    await keepTime();
    expect((await version(second.versionId)).inForceAt).toBeNull();
    stop("2026-03-31T22:00:00Z"); // the first of April in Berlin, still March in UTC
    await keepTime();
    await keepTime();
    expect(await statusOf(first.versionId)).toBe("superseded");
    expect(await version(second.versionId)).toMatchObject({ replacedId: first.versionId });
    await story.distribute(second.versionId);
    expect(await openOf(first.versionId)).toBe(0);
    expect((await policyReader(employee, { policyId: first.policyId })).receipt).toMatchObject({ method: "portal" });
  });

  test("an editorial change asks nobody before its day, and then takes over what was collected", async () => {
    stop("2026-03-02T09:00:00Z");
    const first = await story.publish("Old.");
    const second = await story.next(first.policyId, "Old. ", false, everyone, "2026-03-20");
    expect(await story.distribute(second.versionId)).toMatchObject({ asked: 0 });
    await story.acknowledge(ours.person.employee, first.policyId, first.versionId);
    stop("2026-03-20T09:00:00Z");
    await keepTime();
    await story.distribute(second.versionId);
    const mine = await rows((tx) =>
      tx.policyAssignment.findFirstOrThrow({
        where: { versionId: second.versionId, personId: ours.person.employee.personId },
      }),
    );
    expect(mine.status).toBe("acknowledged");
  });

  test("no further version is begun while one waits for its day; a retired policy asks nobody", async () => {
    const { revisePolicy } = await import("../revise-policy");
    const { retirePolicy } = await import("./retire-policy");
    stop("2026-03-02T09:00:00Z");
    const first = await story.publish("Old.");
    await story.next(first.policyId, "New.", true, everyone, "2026-05-01");
    await expect(revisePolicy(story.author, { policyId: first.policyId })).rejects.toMatchObject({ code: "conflict" });
    const input = { policyId: first.policyId, reason: "The service ended." };
    await expect(retirePolicy(story.author, input)).rejects.toMatchObject({ code: "forbidden" });
    expect((await retirePolicy(story.approver, input)).withdrawn).toBeGreaterThan(5);
    expect(await statusOf(first.versionId)).toBe("retired");
    await expect(retirePolicy(story.approver, input)).rejects.toMatchObject({ code: "conflict" });
    await expect(story.acknowledge(ours.person.employee, first.policyId, first.versionId)).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("re-affirmation (P5)", () => {
  test("asks again after a year, keeps every earlier acknowledgement, and asks nobody twice", async () => {
    const { reaffirmVersion, versionsToReaffirm } = await import("./reaffirm");
    const { acknowledgementReceipt } = await import("../queries/acknowledgement-receipt");
    const { policyFigures } = await import("../queries/compliance-status");
    stop("2025-01-10T09:00:00Z");
    const leaver = await ours.join("Lou Leaver", ["employee"]);
    const { policyId, versionId } = await story.publish("For a year.");
    const { employee, admin } = ours.person;
    const first = await story.acknowledge(employee, policyId, versionId);
    await story.acknowledge(leaver, policyId, versionId);
    stop("2025-02-01T09:00:00Z");
    await story.acknowledge(admin, policyId, versionId);
    await rows((tx) => tx.membership.updateMany({ where: { personId: leaver.personId }, data: { active: false } }));
    const due = async () => (await versionsToReaffirm(ours.system(), {})).includes(versionId);
    const ask = () => reaffirmVersion(ours.system(), { versionId, limit: 100 });
    stop("2026-01-09T22:59:00Z"); // the ninth in Berlin: 364 days
    expect(await due()).toBe(false);
    expect(await ask()).toEqual({ asked: 0, more: false });
    stop("2026-01-09T23:00:00Z"); // the tenth
    expect(await due()).toBe(true);
    expect(await ask()).toEqual({ asked: 1, more: false });
    expect(await ask()).toEqual({ asked: 0, more: false });
    const mine = await rows((tx) =>
      tx.policyAssignment.findMany({ where: { versionId, personId: employee.personId }, orderBy: { round: "asc" } }),
    );
    expect(mine).toMatchObject([
      { round: 1, status: "acknowledged", current: false, acknowledgementId: first.id },
      { round: 2, status: "pending", current: true, dueOn: new Date("2026-01-24T00:00:00Z") },
    ]);
    // The answered round cannot be touched, and an old answer does not answer the new question.
    await expect(
      rows((tx) => tx.$executeRaw`update policy_assignment set due_on = '2030-01-01' where id = ${mine[0]?.id}::uuid`),
    ).rejects.toThrow(/round is over/);
    await expect(
      rows(
        (
          tx,
        ) => tx.$executeRaw`update policy_assignment set status = 'acknowledged', acknowledgement_id = ${first.id}::uuid
          where id = ${mine[1]?.id}::uuid`,
      ),
    ).rejects.toThrow(/by its own person/);
    const second = await story.acknowledge(employee, policyId, versionId);
    expect(second.id).not.toBe(first.id);
    const old = await acknowledgementReceipt(employee, { acknowledgementId: first.id });
    expect(old.sha256).toBe(first.sha256);
    stop("2027-03-01T09:00:00Z");
    expect(await policyFigures(ours.person.executive, {})).toMatchObject({ overduePeople: expect.any(Number) });
    expect(await ask()).toEqual({ asked: 2, more: false });
  });
});

describe("a review (P7)", () => {
  test("without a change is recorded in nobody else's name and moves the review date", async () => {
    const { reviewPolicy } = await import("./review-policy");
    stop("2026-03-02T09:00:00Z");
    const { policyId, versionId } = await story.publish("Reviewed.", everyone, { reviewDate: "2026-03-01" });
    const input = { policyId, note: "Read with the security team. Nothing to change.", nextReviewDate: "2027-03-01" };
    const { compliance_officer: officer, employee } = ours.person;
    await expect(reviewPolicy(employee, input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(reviewPolicy(officer, { ...input, nextReviewDate: "2026-03-02" })).rejects.toMatchObject({
      code: "invalid",
    });
    const { id } = await reviewPolicy(officer, input);
    const policy = await rows((tx) => tx.policy.findUniqueOrThrow({ where: { id: policyId } }));
    expect(policy.reviewDate?.toISOString()).toBe("2027-03-01T00:00:00.000Z");
    expect(await statusOf(versionId)).toBe("published");
    await expect(rows((tx) => tx.$executeRaw`delete from policy_review where id = ${id}::uuid`)).rejects.toThrow(
      /permission denied/,
    );
    await expect(
      rows(
        (
          tx,
        ) => tx.$executeRaw`insert into policy_review (id, organization_id, policy_id, version_id, reviewer_id, note, reviewed_on, next_review_date, recorded_at)
          values (gen_random_uuid(), ${ours.id}::uuid, ${policyId}::uuid, ${versionId}::uuid, ${officer.personId}::uuid, 'x', '2026-03-02', '2027-01-01', now())`,
        employee.personId,
      ),
    ).rejects.toThrow(/in the name of whoever acts/);
  });
});
