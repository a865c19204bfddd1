import { describe, expect, test } from "vitest";
import { twoOrganizations } from "../testing/two-organizations";

const { ours, theirs, story, rows, assignmentOf, stop } = twoOrganizations();

async function settingsOf(policyId: string) {
  const { policySettings } = await import("./policy-settings");
  const {
    id,
    owners: _,
    ownerless: __,
    waiting: ___,
    reviewDate,
    reaffirmAfterDays,
    ...settings
  } = await policySettings(ours.person.compliance_officer, { policyId });
  return {
    ...settings,
    policyId: id,
    reviewDate: reviewDate ?? undefined,
    reaffirmAfterDays: reaffirmAfterDays ?? undefined,
  };
}

describe("the settings of a policy", () => {
  test("are changed by an officer, recorded with what was and what is, and nobody else (P3, P5, P7)", async () => {
    const { changePolicySettings } = await import("./change-settings");
    const { policySettings } = await import("./policy-settings");
    const { policy_author: author, policy_approver: approver, compliance_officer: officer, employee } = ours.person;
    const { policyId } = await story.draft();
    const given = await settingsOf(policyId);
    expect(given).toMatchObject({ ownerId: author.personId, approvalsRequired: 1, reaffirmAfterDays: 365, tags: [] });
    const changed = {
      ...{ ownerId: approver.personId, type: "access_control" as const, reviewDate: "2027-01-31" },
      ...{ reaffirmAfterDays: undefined, tags: ["doors 🚪", "<b>"], approvalsRequired: 2, mandatory: false },
    };
    for (const person of [author, approver, employee, ours.person.auditor])
      await expect(changePolicySettings(person, { ...given, ...changed })).rejects.toMatchObject({ code: "forbidden" });
    for (const foreign of [changePolicySettings, policySettings])
      await expect(foreign(theirs.person.compliance_officer, { ...given, ...changed })).rejects.toMatchObject({
        code: "not_found",
      });
    // An owner is reminded of reviews: somebody of ours, who may record one.
    for (const ownerId of [employee.personId, theirs.person.policy_author.personId])
      await expect(changePolicySettings(officer, { ...given, ownerId })).rejects.toMatchObject({ code: "invalid" });
    for (const wrong of [{ approvalsRequired: 0 }, { approvalsRequired: 6 }, { reaffirmAfterDays: 7 }])
      await expect(changePolicySettings(officer, { ...given, ...wrong })).rejects.toMatchObject({ code: "invalid" });

    expect(await changePolicySettings(officer, { ...given, ...changed })).toMatchObject({ changed: 7 });
    expect(await settingsOf(policyId)).toEqual({ ...given, ...changed });
    expect(await changePolicySettings(officer, { ...given, ...changed })).toMatchObject({ changed: 0 });
    const events = await rows((tx) =>
      tx.auditEvent.findMany({ where: { action: "policy.change-settings", outcome: "success", resourceId: policyId } }),
    );
    expect(events).toHaveLength(2);
  });

  test("say how many approve: two people then, and not while a version waits for them (P3)", async () => {
    const { changePolicySettings } = await import("./change-settings");
    const { submitVersion } = await import("../submit-version");
    const { approveVersion } = await import("../review-version");
    const { publishVersion } = await import("../publish-version");
    const { compliance_officer: officer } = ours.person;
    const second = await ours.join("Second Approver", ["policy_approver"]);
    const { policyId, versionId } = await story.draft();
    const set = async (approvalsRequired: number) =>
      changePolicySettings(officer, { ...(await settingsOf(policyId)), approvalsRequired });
    await set(2);
    await submitVersion(story.author, { versionId });
    await expect(set(1)).rejects.toMatchObject({ code: "invalid" });
    expect(await approveVersion(story.approver, { versionId, material: true })).toMatchObject({ missing: 1 });
    await expect(publishVersion(story.approver, { versionId })).rejects.toMatchObject({ code: "conflict" });
    expect(await approveVersion(second, { versionId, material: true })).toMatchObject({ status: "approved" });
    await expect(set(3)).rejects.toMatchObject({ code: "invalid" });
    // Nor does the database let it be lowered under a version that waits.
    await expect(
      rows((tx) => tx.$executeRaw`update policy set approvals_required = 1 where id = ${policyId}::uuid`),
    ).rejects.toThrow(/while a version waits/);
    await publishVersion(story.approver, { versionId });
    expect(await set(1)).toMatchObject({ changed: 1 });
  });

  test("without acknowledging nobody is asked any longer, what was given stays, and they are asked again when it is back", async () => {
    const { changePolicySettings } = await import("./change-settings");
    const { audiencesToSettle } = await import("../queries/audiences-to-settle");
    const { compliance_officer: officer, employee } = ours.person;
    stop("2026-03-02T09:00:00Z");
    const { policyId, versionId } = await story.publish();
    await story.acknowledge(employee, policyId, versionId);
    const require = async (acknowledgementRequired: boolean) =>
      changePolicySettings(officer, { ...(await settingsOf(policyId)), acknowledgementRequired });
    stop("2026-03-20T09:00:00Z");
    const { withdrawn } = await require(false);
    expect(withdrawn).toBeGreaterThan(0);
    expect(await assignmentOf(versionId, officer.personId)).toMatchObject({ status: "withdrawn" });
    expect(await assignmentOf(versionId, employee.personId)).toMatchObject({ status: "acknowledged" });
    await story.distribute(versionId);
    expect(await assignmentOf(versionId, officer.personId)).toMatchObject({ status: "withdrawn" });

    await require(true);
    expect((await audiencesToSettle(ours.system(), {})).map((row) => row.versionId)).toContain(versionId);
    await story.distribute(versionId);
    const again = await assignmentOf(versionId, officer.personId);
    expect(again).toMatchObject({ status: "pending" });
    expect(again?.dueOn.toISOString()).toContain("2026-04-03");
    expect(await assignmentOf(versionId, employee.personId)).toMatchObject({ status: "acknowledged" });
  });
});
