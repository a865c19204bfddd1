import "server-only";
import { z } from "zod";
import { formatLocalDate, localDayOf, zoneOf } from "../../platform/calendar";
import { notFound } from "../../platform/errors";
import { query } from "../../platform/operation/query";
import { dateText } from "../local-day";
import { namesOf } from "../people";
import { classificationLabels, versionStatusLabels } from "../schema";
import type { Edition } from "./policy-pdf";

/** One version with everything that stands on its cover, and where its pictures lie. Handing it out is recorded (A19). */
export const policyExport = query({
  name: "policy.export",
  summary: "Export a version of a policy as PDF or Markdown",
  permission: "policy:library",
  input: z.object({ versionId: z.uuid() }),
  async run({ tx, actor }, { versionId }) {
    const version = await tx.policyVersion.findUnique({
      where: { id: versionId },
      include: {
        policy: {
          include: { versions: { orderBy: { number: "asc" }, omit: { text: true }, include: { approvals: true } } },
        },
      },
    });
    if (!version) throw notFound("This version");
    const { policy } = version;
    const organization = await tx.organization.findUniqueOrThrow({ where: { id: actor.organizationId } });
    const zone = zoneOf(organization.timeZone);
    const day = (at: Date) => formatLocalDate(localDayOf(zone, at.getTime()));
    const nameOf = await namesOf(tx, [
      policy.ownerId,
      ...policy.versions.flatMap(({ authorId, approvals }) => [
        authorId,
        ...approvals.map(({ approverId }) => approverId),
      ]),
    ]);
    const named = [...version.text.matchAll(/\/api\/v1\/policies\/files\/([0-9a-f-]{36})/g)].flatMap(
      ([, id]) => id ?? [],
    );
    const files = await tx.policyFile.findMany({ where: { id: { in: named }, policyId: policy.id, role: "picture" } });
    const objects = await tx.storedObject.findMany({ where: { id: { in: files.map(({ objectId }) => objectId) } } });
    const edition: Edition = {
      organisation: organization.name,
      reference: policy.reference,
      title: version.title,
      description: version.description,
      text: version.text,
      number: version.number,
      status: versionStatusLabels[version.status],
      classification: classificationLabels[policy.classification],
      contentSha256: version.contentSha256,
      effectiveFrom: version.publishedOn ? dateText(version.effectiveFrom ?? version.publishedOn) : null,
      owner: nameOf(policy.ownerId),
      changedAt: version.publishedAt ?? version.updatedAt,
      versions: policy.versions
        .filter(({ number }) => number <= version.number)
        .map((each) => ({
          number: each.number,
          status: versionStatusLabels[each.status],
          date: day(each.publishedAt ?? each.updatedAt),
          author: nameOf(each.authorId),
          approvers: each.approvals
            .filter(({ decision, round }) => decision === "approved" && round === each.reviewRound)
            .map(({ approverId }) => nameOf(approverId))
            .join(", "),
          change:
            each.number === 1 ? "First version" : `${each.material ? "Material" : "Editorial"}. ${each.changeNote}`,
        })),
    };
    const pictures = files.flatMap((file) => {
      const object = objects.find(({ id }) => id === file.objectId);
      return object ? [{ id: file.id, mediaType: file.mediaType, object }] : [];
    });
    return { versionId: version.id, edition, pictures };
  },
  audited: ({ versionId, edition }) => ({
    resource: { type: "policy_version", id: versionId, label: `${edition.reference} version ${edition.number}` },
    after: { contentSha256: edition.contentSha256 },
  }),
});
export type PolicyExport = Awaited<ReturnType<typeof policyExport>>;

/** The versions in force, to export them all. */
export const policyExportList = query({
  name: "policy.export-list",
  summary: "Export all policies in force as a ZIP archive",
  permission: "policy:library",
  input: z.object({}),
  async run({ tx, actor }) {
    const rows = await tx.policyVersion.findMany({
      where: { status: "published" },
      orderBy: { policy: { reference: "asc" } },
      select: { id: true },
    });
    return { actor, versionIds: rows.map(({ id }) => id) };
  },
  audited: ({ actor, versionIds }) => ({
    resource: { type: "organization", id: actor.organizationId },
    after: { policies: versionIds.length },
  }),
});
