import "server-only";
import { AppError } from "../platform/errors";
import { newId } from "../platform/ids";
import { command } from "../platform/operation/command";
import { aboutPerson } from "../platform/operation/protected";
import { labelOf, lockVersion } from "./lock-version";
import { passagesOf } from "./passages";
import { actAs, personActing } from "./people";
import { assertReviewer } from "./review-version";
import { commentInput } from "./schema";

/** Says something about one passage of a version in review; it stays with the version, approved or sent back (P2). */
export const commentOnPassage = command({
  name: "policy.comment",
  summary: "Comment on a paragraph of a version in review",
  permission: "policy:approve",
  type: "policy_change",
  crud: "create",
  controls: ["CC5.3"],
  input: commentInput,
  async run({ tx, actor, now }, input) {
    const authorId = personActing(actor);
    const version = await lockVersion(tx, input.versionId);
    assertReviewer(version, authorId);
    if (version.status !== "in_review" || version.contentSha256 !== input.contentSha256) {
      throw new AppError(
        "conflict",
        "Nothing was saved: this text is no longer in review as you saw it. Copy your comment and reload the page.",
      );
    }
    const passage = passagesOf(version.text)[input.position];
    if (!passage) throw new AppError("invalid", "Nothing was saved: the text has no such paragraph. Reload the page.");
    const id = newId(now.getTime());
    await actAs(tx, authorId);
    await tx.policyComment.create({
      data: {
        id,
        organizationId: actor.organizationId,
        versionId: version.id,
        round: version.reviewRound,
        authorId,
        contentSha256: version.contentSha256,
        passage: passage.text,
        position: input.position,
        text: input.text,
        writtenAt: now,
      },
    });
    return {
      output: { id, policyId: version.policyId, versionId: version.id, position: input.position },
      event: {
        resource: { type: "policy_version", id: version.id, label: labelOf(version) },
        after: { commentId: id, position: input.position, contentSha256: version.contentSha256 },
        reason: aboutPerson(authorId, input.text),
      },
    };
  },
});
