import "server-only";
import { AppError } from "../platform/errors";
import { command } from "../platform/operation/command";
import { assertTransition, labelOf, lockVersion } from "./lock-version";
import { versionInput } from "./schema";

/** Hands a draft in for review; from here on its text is fixed (P1, P2). */
export const submitVersion = command({
  name: "policy.submit",
  summary: "Hand a draft in for review",
  permission: "policy:write",
  type: "policy_change",
  controls: ["CC5.3"],
  input: versionInput,
  async run({ tx, now }, input) {
    const version = await lockVersion(tx, input.versionId);
    assertTransition(version, "in_review");
    if (version.number > 1 && version.changeNote === "") {
      throw new AppError("invalid", "Say what changed before handing it in: readers and approvers see it.", {
        fieldErrors: { changeNote: ["Say what changed since the version in force."] },
      });
    }
    await tx.policyVersion.update({
      where: { id: version.id },
      data: { status: "in_review", reviewRound: version.reviewRound + 1, submittedAt: now, updatedAt: now },
    });
    return {
      output: { policyId: version.policyId, versionId: version.id, status: "in_review" as const },
      event: {
        resource: { type: "policy_version", id: version.id, label: labelOf(version) },
        before: { status: version.status },
        after: { status: "in_review", round: version.reviewRound + 1, contentSha256: version.contentSha256 },
      },
    };
  },
});
