import "server-only";
import { z } from "zod";
import { AppError, notFound } from "../../platform/errors";
import { newId } from "../../platform/ids";
import { command } from "../../platform/operation/command";
import { aboutPerson } from "../../platform/operation/protected";
import { emailAddress, optional, paragraph } from "../../platform/text";
import { claimFile } from "../files/waiting-file";
import { dateColumn, localDateOf } from "../local-day";
import { actAs, personActing } from "../people";

export const recordMeetingInput = z.object({
  versionId: z.uuid(),
  heldOn: z.iso.date("Enter the day of the meeting."),
  note: optional(paragraph(2000)),
  /** The signed list, stored before. */
  objectId: optional(z.uuid()),
  emails: z
    .string({ error: "Enter who was there." })
    .transform((text) => text.split(/[\s,;]+/).filter((part) => part !== ""))
    .pipe(z.array(emailAddress).min(1, "Enter who was there.").max(500, "Use at most 500 addresses at once.")),
});

/**
 * A meeting where a version was explained (P15). It acknowledges nothing for anybody: each person who was there is offered to confirm it
 * with one click.
 */
export const recordMeeting = command({
  name: "policy.record-meeting",
  summary: "Record who was at a meeting about a policy",
  permission: "policy:meeting",
  type: "compliance_control",
  crud: "create",
  controls: ["CC2.2", "A.6.3"],
  input: recordMeetingInput,
  async run({ tx, actor, now }, input) {
    const managerId = personActing(actor);
    const version = await tx.policyVersion.findUnique({ where: { id: input.versionId }, include: { policy: true } });
    if (!version) throw notFound("This version");
    if (version.status !== "published")
      throw new AppError("conflict", "Nothing was recorded: this version is not published.");
    if (input.heldOn > (await localDateOf(tx, actor.organizationId, now))) {
      throw new AppError("invalid", "Some fields need attention. Nothing was saved.", {
        fieldErrors: { heldOn: ["A meeting is recorded after it was held."] },
      });
    }
    const people = await tx.person.findMany({
      where: { email: { in: input.emails } },
      select: { id: true, email: true, name: true },
    });
    const asked = await tx.policyAssignment.findMany({
      where: {
        versionId: version.id,
        personId: { in: people.map(({ id }) => id) },
        current: true,
        status: { in: ["pending", "overdue"] },
      },
      select: { id: true, personId: true },
    });
    const open = new Set(asked.map(({ personId }) => personId));
    const others = input.emails.filter(
      (email) => !people.some((person) => person.email === email && open.has(person.id)),
    );
    if (others.length > 0) {
      throw new AppError("invalid", "Some fields need attention. Nothing was saved.", {
        fieldErrors: { emails: [`Not asked, or acknowledged already: ${others.slice(0, 5).join(", ")}.`] },
      });
    }
    const id = newId(now.getTime());
    const list = input.objectId ? await claimFile(tx, { objectId: input.objectId, purpose: "meeting", now }) : null;
    await actAs(tx, managerId);
    await tx.policyAttendance.create({
      data: {
        id,
        organizationId: actor.organizationId,
        versionId: version.id,
        heldOn: dateColumn(input.heldOn),
        managerId,
        note: input.note ?? "",
        attachmentId: list?.objectId ?? null,
        recordedAt: now,
      },
    });
    await tx.policyAssignment.updateMany({
      where: { id: { in: asked.map(({ id: assignment }) => assignment) } },
      data: { attendanceId: id },
    });
    return {
      output: { attendanceId: id, policyId: version.policyId, attended: asked.length },
      event: {
        resource: {
          type: "policy_version",
          id: version.id,
          label: `${version.policy.reference} version ${version.number}`,
        },
        after: {
          attendanceId: id,
          heldOn: input.heldOn,
          listObjectId: list?.objectId ?? null,
          attended: people.map((person) => aboutPerson(person.id, person.name)),
        },
      },
    };
  },
});
