import "server-only";
import { AppError, dutyRefused } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { aboutPerson } from "@/lib/platform/operation/protected";
import { personActing } from "../people";
import { archiveApproved } from "./events";
import { assertStep, concernsArchive, lockArchive, resourceOf } from "./lock-archive";
import { reasonToKeep } from "./reason-to-keep";
import { approveArchiveInput, archiveInput, refuseArchiveInput } from "./schema";

const words = {
  permission: "archive:decide",
  type: "compliance_control",
  controls: ["C1.2", "CC7.2"],
  concerns: concernsArchive,
} as const;

/** The first of two people: has looked at the month and asks for it to be archived (E6). */
export const requestArchive = command({
  ...words,
  name: "archive.request",
  summary: "Ask for a month of the log to be archived",
  input: archiveInput,
  async run({ tx, actor, now }, { id }) {
    const personId = personActing(actor);
    const archive = await lockArchive(tx, id);
    assertStep(archive, "requested");
    await tx.auditArchive.update({
      where: { id },
      data: { state: "requested", requestedById: personId, requestedAt: now },
    });
    return {
      output: { id },
      event: { resource: resourceOf(archive), before: { state: archive.state }, after: { state: "requested" } },
    };
  },
});

/** The second person; from here on the month is bundled, verified and moved. */
export const approveArchive = command({
  ...words,
  name: "archive.approve",
  summary: "Approve that a month of the log is archived",
  riskLevel: "high",
  input: approveArchiveInput,
  async run({ tx, actor, now, emit }, { id, confirmation }) {
    const personId = personActing(actor);
    const archive = await lockArchive(tx, id);
    if (archive.requestedById === personId) {
      throw dutyRefused("You asked for this archive, so somebody else must approve it. Nothing was moved.");
    }
    assertStep(archive, "approved");
    if (confirmation !== archive.reference) {
      const message = `Type ${archive.reference} exactly. Nothing was moved.`;
      throw new AppError("invalid", message, { fieldErrors: { confirmation: [message] } });
    }
    // A hold may have come since it was proposed.
    const why = await reasonToKeep(tx, archive, now);
    if (why !== null)
      throw new AppError("conflict", `${archive.month} stays in the database: ${why}. Nothing was moved.`);
    await tx.auditArchive.update({ where: { id }, data: { state: "approved", decidedById: personId, decidedAt: now } });
    emit(archiveApproved, { organizationId: actor.organizationId, archiveId: id });
    return {
      output: { id },
      event: {
        resource: resourceOf(archive),
        before: { state: archive.state },
        after: { state: "approved", requestedBy: archive.requestedById },
      },
    };
  },
});

export const refuseArchive = command({
  ...words,
  name: "archive.refuse",
  summary: "Refuse to archive a month of the log",
  input: refuseArchiveInput,
  async run({ tx, actor, now }, { id, reason }) {
    const personId = personActing(actor);
    const archive = await lockArchive(tx, id);
    assertStep(archive, "refused");
    await tx.auditArchive.update({
      where: { id },
      data: { state: "refused", decidedById: personId, decidedAt: now, reason },
    });
    return {
      output: { id },
      event: {
        resource: resourceOf(archive),
        before: { state: archive.state },
        after: { state: "refused" },
        reason: aboutPerson(personId, reason),
      },
    };
  },
});
