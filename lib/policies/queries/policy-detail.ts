import "server-only";
import { mayDo } from "../../platform/auth/actor-types";
import { notFound } from "../../platform/errors";
import { query } from "../../platform/operation/query";
import { dateText } from "../local-day";
import { meetingsOf } from "../meetings/meetings-of";
import { namesOf } from "../people";
import { mayApprove } from "../rules";
import { policyInput } from "../schema";
import { assignmentCounts } from "./assignment-counts";

/** A policy with all its versions, decisions and what the person looking may do next. */
export const policyDetail = query({
  name: "policy.detail",
  summary: "See a policy with its versions and decisions",
  permission: "policy:library",
  input: policyInput,
  async run({ tx, actor }, { policyId }) {
    const policy = await tx.policy.findUnique({
      where: { id: policyId },
      include: {
        versions: {
          orderBy: { number: "desc" },
          include: {
            audiences: { orderBy: [{ excluded: "asc" }, { kind: "asc" }, { value: "asc" }] },
            approvals: { orderBy: { decidedAt: "asc" } },
            editors: { orderBy: { firstEditedAt: "asc" } },
            comments: { orderBy: { id: "asc" } },
            sections: { orderBy: [{ requirementId: "asc" }, { section: "asc" }] },
          },
        },
      },
    });
    if (!policy) throw notFound("This policy");
    const meetings = await meetingsOf(
      tx,
      policy.versions.map(({ id }) => id),
    );
    const nameOf = await namesOf(tx, [
      ...meetings.map(({ managerId }) => managerId),
      policy.ownerId,
      ...policy.versions.flatMap((version) => [
        version.authorId,
        version.publishedById,
        version.emergencyConfirmedById,
        version.retiredById,
        ...version.editors.map(({ personId }) => personId),
        ...version.approvals.map(({ approverId }) => approverId),
        ...version.comments.map(({ authorId }) => authorId),
      ]),
    ]);
    const counts = await assignmentCounts(
      tx,
      policy.versions.map(({ id }) => id),
    );
    const files = await tx.policyFile.findMany({ where: { policyId, role: "original" }, orderBy: { addedAt: "asc" } });
    const me = actor.kind === "user" ? actor.personId : null;
    const groups = await tx.policyGroup.findMany({ select: { id: true, name: true } });
    return {
      /** Names of groups, by their ids: audiences store the ids. */
      groupNames: new Map(groups.map(({ id, name }) => [id, name])),
      id: policy.id,
      reference: policy.reference,
      title: policy.title,
      type: policy.type,
      classification: policy.classification,
      owner: nameOf(policy.ownerId),
      mandatory: policy.mandatory,
      acknowledgementRequired: policy.acknowledgementRequired,
      reaffirmAfterDays: policy.reaffirmAfterDays,
      approvalsRequired: policy.approvalsRequired,
      reviewDate: policy.reviewDate ? dateText(policy.reviewDate) : null,
      controlIds: policy.controlIds,
      tags: policy.tags,
      versions: policy.versions.map((version) => ({
        id: version.id,
        number: version.number,
        status: version.status,
        title: version.title,
        description: version.description,
        text: version.text,
        contentSha256: version.contentSha256,
        changeNote: version.changeNote,
        material: version.material,
        dueDays: version.dueDays,
        requirementIds: version.requirementIds,
        sections: version.sections.map(({ requirementId, section }) => ({ requirementId, section })),
        revision: version.revision,
        effectiveFrom: version.effectiveFrom ? dateText(version.effectiveFrom) : null,
        basedOnId: version.basedOnId,
        author: nameOf(version.authorId),
        publisher: nameOf(version.publishedById),
        editors: version.editors.map((editor) => ({ name: nameOf(editor.personId), at: editor.firstEditedAt })),
        createdAt: version.createdAt,
        submittedAt: version.submittedAt,
        approvedAt: version.approvedAt,
        publishedAt: version.publishedAt,
        supersededAt: version.supersededAt,
        distributedAt: version.distributedAt,
        inForceAt: version.inForceAt,
        emergency:
          version.emergencyReason && version.emergencyUntil
            ? {
                reason: version.emergencyReason,
                until: version.emergencyUntil,
                confirmedAt: version.emergencyConfirmedAt,
                confirmedBy: nameOf(version.emergencyConfirmedById),
                lapsedAt: version.emergencyLapsedAt,
                /** The publisher is not the second person either. */
                mine: version.publishedById === me,
              }
            : null,
        retired: version.retiredAt
          ? { at: version.retiredAt, by: nameOf(version.retiredById), reason: version.retireReason }
          : null,
        originals: files
          .filter((file) => file.versionId === version.id)
          .map(({ id, fileName, size, sha256 }) => ({ id, fileName, size: Number(size), sha256 })),
        meetings: meetings
          .filter(({ versionId }) => versionId === version.id)
          .map(({ managerId, versionId: _, ...meeting }) => ({ ...meeting, manager: nameOf(managerId) })),
        audience: version.audiences,
        approvals: version.approvals.map(({ approverId, ...approval }) => ({
          ...approval,
          approver: nameOf(approverId),
        })),
        comments: version.comments.map(({ id, authorId, passage, position, text, writtenAt }) => ({
          ...{ id, passage, position, text, writtenAt },
          author: nameOf(authorId),
        })),
        acknowledged: counts.get(version.id),
        /** The author and every editor never decide (P3); the page says so instead of a button. */
        myHandIsInIt:
          me !== null &&
          !mayApprove({
            authorId: version.authorId,
            editorIds: version.editors.map(({ personId }) => personId),
            approverId: me,
          }),
      })),
      may: {
        write: mayDo(actor, "policy:write"),
        approve: mayDo(actor, "policy:approve"),
        publish: mayDo(actor, "policy:publish"),
        publishEmergency: mayDo(actor, "policy:publish-emergency"),
        confirmEmergency: mayDo(actor, "policy:confirm-emergency"),
        review: mayDo(actor, "policy:review"),
        meeting: mayDo(actor, "policy:meeting"),
        settings: mayDo(actor, "policy:settings"),
      },
    };
  },
});
export type PolicyDetail = Awaited<ReturnType<typeof policyDetail>>;
export type DetailVersion = PolicyDetail["versions"][number];
