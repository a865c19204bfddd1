import "server-only";
import type { Tx } from "../platform/db/client";
import { AppError, dutyRefused } from "../platform/errors";
import { newId } from "../platform/ids";
import { command } from "../platform/operation/command";
import { aboutPerson } from "../platform/operation/protected";
import { assertTransition, type LockedVersion, labelOf, lockVersion } from "./lock-version";
import { actAs, personActing } from "./people";
import { mayApprove } from "./rules";
import { approveInput, type Decision, sendBackInput } from "./schema";

/** Approves exactly the text that was handed in, and the kind of change it was said to be (P3, P5). */
export const approveVersion = command({
  name: "policy.approve",
  summary: "Approve a version somebody else wrote",
  permission: "policy:approve",
  type: "policy_change",
  riskLevel: "medium",
  controls: ["CC5.3", "CC1.3", "A.5.3"],
  input: approveInput,
  async run({ tx, actor, now }, input) {
    const approverId = personActing(actor);
    const version = await lockVersion(tx, input.versionId);
    assertReviewer(version, approverId);
    assertTransition(version, "approved");
    if (input.material !== version.material) {
      throw new AppError(
        "conflict",
        `Nothing was approved: the author handed this in as ${version.material ? "a material" : "an editorial"} change. Send it back if you see it differently.`,
      );
    }
    await decide(tx, version, approverId, "approved", input.comment ?? "", now);
    const given = await tx.policyApproval.count({
      where: { versionId: version.id, round: version.reviewRound, decision: "approved" },
    });
    const enough = given >= version.policy.approvalsRequired;
    if (enough)
      await tx.policyVersion.update({
        where: { id: version.id },
        data: { status: "approved", approvedAt: now, updatedAt: now },
      });
    return {
      output: {
        policyId: version.policyId,
        versionId: version.id,
        status: enough ? ("approved" as const) : version.status,
        missing: Math.max(0, version.policy.approvalsRequired - given),
      },
      event: {
        resource: { type: "policy_version", id: version.id, label: labelOf(version) },
        before: { status: version.status },
        after: {
          status: enough ? "approved" : version.status,
          contentSha256: version.contentSha256,
          material: version.material,
        },
        reason: input.comment ? aboutPerson(approverId, input.comment) : undefined,
      },
    };
  },
});

/** Returns a version to its author with comments; one is enough (P2, P3). */
export const sendBackVersion = command({
  name: "policy.send-back",
  summary: "Send a version back to its author",
  permission: "policy:approve",
  type: "policy_change",
  controls: ["CC5.3"],
  input: sendBackInput,
  async run({ tx, actor, now }, input) {
    const approverId = personActing(actor);
    const version = await lockVersion(tx, input.versionId);
    assertReviewer(version, approverId);
    assertTransition(version, "draft");
    await decide(tx, version, approverId, "returned", input.comment, now);
    await tx.policyVersion.update({ where: { id: version.id }, data: { status: "draft", updatedAt: now } });
    return {
      output: { policyId: version.policyId, versionId: version.id, status: "draft" as const },
      event: {
        resource: { type: "policy_version", id: version.id, label: labelOf(version) },
        before: { status: version.status },
        after: { status: "draft" },
        reason: aboutPerson(approverId, input.comment),
      },
    };
  },
});

/** Looked at before the state of the version: an author is told why it can never be them. */
export function assertReviewer(version: LockedVersion, approverId: string): void {
  if (mayApprove({ ...version, approverId })) return;
  const hand = version.authorId === approverId ? "You wrote this version" : "You edited the text of this version";
  throw dutyRefused(`${hand}, so somebody else must review it. Nothing was changed.`);
}

async function decide(
  tx: Tx,
  version: LockedVersion,
  approverId: string,
  decision: Decision,
  comment: string,
  now: Date,
): Promise<void> {
  const before = await tx.policyApproval.count({
    where: { versionId: version.id, round: version.reviewRound, approverId },
  });
  if (before > 0) throw new AppError("conflict", "You have already decided about this version. Nothing was changed.");
  await actAs(tx, approverId);
  await tx.policyApproval.create({
    data: {
      id: newId(now.getTime()),
      organizationId: version.organizationId,
      versionId: version.id,
      round: version.reviewRound,
      approverId,
      decision,
      material: version.material,
      comment,
      contentSha256: version.contentSha256,
      decidedAt: now,
    },
  });
}
