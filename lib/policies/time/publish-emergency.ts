import "server-only";
import { HOUR } from "../../platform/calendar";
import type { Tx } from "../../platform/db/client";
import { AppError, dutyRefused } from "../../platform/errors";
import { command } from "../../platform/operation/command";
import { aboutPerson } from "../../platform/operation/protected";
import { inForce } from "../in-force";
import { dateColumn, localDateOf } from "../local-day";
import { labelOf, lockVersion } from "../lock-version";
import { actAs, personActing } from "../people";
import { canTransition, EMERGENCY_CONFIRMATION_HOURS, mayApprove } from "../rules";
import { emergencyInput, versionInput, versionStatusLabels } from "../schema";
import { announce, supersedePresent } from "./put-in-force";

/** Publishes what nobody has approved yet, at once and with a reason; a second person confirms it within 72 hours or it lapses (P4). */
export const publishEmergency = command({
  name: "policy.publish-emergency",
  summary: "Publish a version in an emergency",
  permission: "policy:publish-emergency",
  type: "policy_change",
  riskLevel: "high",
  controls: ["CC2.2", "CC5.3", "A.5.1", "A.5.24"],
  input: emergencyInput,
  async run(context, input) {
    const { tx, actor, now } = context;
    const publishedById = personActing(actor);
    const version = await lockVersion(tx, input.versionId);
    if (!canTransition(version.status, "published", "emergency")) {
      const is = versionStatusLabels[version.status];
      throw new AppError(
        "conflict",
        `Nothing was published: version ${version.number} is “${is}”. ${version.status === "approved" ? "It has been approved: publish it the ordinary way." : "Only a draft or a version in review is published in an emergency."}`,
      );
    }
    await assertNoneWaits(tx, version.policyId);
    const before = await supersedePresent(context, version.policyId);
    const until = new Date(now.getTime() + EMERGENCY_CONFIRMATION_HOURS * HOUR);
    await actAs(tx, publishedById);
    await tx.policyVersion.update({
      where: { id: version.id },
      data: {
        status: "published",
        publishedAt: now,
        publishedById,
        publishedOn: dateColumn(await localDateOf(tx, actor.organizationId, now)),
        inForceAt: now,
        replacedId: before?.id ?? null,
        emergencyReason: input.reason,
        emergencyUntil: until,
        updatedAt: now,
      },
    });
    await announce(context, version);
    return {
      output: { policyId: version.policyId, versionId: version.id, confirmUntil: until },
      event: {
        resource: { type: "policy_version", id: version.id, label: labelOf(version) },
        before: { status: version.status, inForce: before?.number ?? null },
        after: {
          status: "published",
          emergency: true,
          confirmUntil: until.toISOString(),
          inForce: version.number,
          contentSha256: version.contentSha256,
          requirementIds: version.requirementIds,
        },
        reason: aboutPerson(publishedById, input.reason),
      },
    };
  },
});

/** Else one person could replace their own emergency by another for ever, and no second one would ever look (P4). */
async function assertNoneWaits(tx: Tx, policyId: string): Promise<void> {
  const waits = await tx.policyVersion.findFirst({
    where: { policyId, ...inForce, emergencyUntil: { not: null }, emergencyConfirmedAt: null },
    select: { number: true },
  });
  if (!waits) return;
  throw new AppError(
    "conflict",
    `Nothing was published: version ${waits.number} was published in an emergency and nobody has confirmed it yet. Have a second person confirm it first, or have this version approved.`,
  );
}

/** The second person of an emergency publication: neither its publisher nor anybody whose hand is in the text (P3, P4). */
export const confirmEmergency = command({
  name: "policy.confirm-emergency",
  summary: "Confirm an emergency publication as the second person",
  permission: "policy:confirm-emergency",
  type: "policy_change",
  riskLevel: "medium",
  controls: ["CC5.3", "A.5.3"],
  input: versionInput,
  async run({ tx, actor, now }, input) {
    const personId = personActing(actor);
    const version = await lockVersion(tx, input.versionId);
    if (version.publishedById === personId || !mayApprove({ ...version, approverId: personId })) {
      throw dutyRefused(
        version.publishedById === personId
          ? "You published this version, so a second person must confirm it. Nothing was changed."
          : "Your own hand is in this version, so somebody else must confirm it. Nothing was changed.",
      );
    }
    const { emergencyUntil } = version;
    if (version.status !== "published" || !emergencyUntil || version.emergencyConfirmedAt || now >= emergencyUntil) {
      throw new AppError("conflict", "Nothing was confirmed: no emergency publication waits here. Reload the page.");
    }
    await actAs(tx, personId);
    await tx.policyVersion.update({
      where: { id: version.id },
      data: { emergencyConfirmedAt: now, emergencyConfirmedById: personId, updatedAt: now },
    });
    return {
      output: { policyId: version.policyId, versionId: version.id },
      event: {
        resource: { type: "policy_version", id: version.id, label: labelOf(version) },
        after: { emergencyConfirmed: true, contentSha256: version.contentSha256 },
      },
    };
  },
});
