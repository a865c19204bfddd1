import "server-only";
import type { Tx } from "../platform/db/client";
import { AppError, dutyRefused, notFound } from "../platform/errors";
import { newId } from "../platform/ids";
import { command } from "../platform/operation/command";
import { aboutPerson } from "../platform/operation/protected";
import { policyAcknowledged } from "./events";
import { inForce } from "./in-force";
import { actAs, personActing } from "./people";
import { receiptOf, receiptShape } from "./receipt";
import { type AcknowledgementMethod, acknowledgeInput, acknowledgementStatement } from "./schema";
import { assertTrained } from "./training-gate";

/** Acknowledges, for oneself, exactly the version that was read; twice is one, and the receipt comes back (P13, P15). */
export const acknowledgePolicy = command({
  name: "policy.acknowledge",
  summary: "Acknowledge a version of a policy for oneself",
  permission: "policy:acknowledge",
  type: "compliance_control",
  crud: "create",
  controls: ["CC1.4", "CC2.2", "A.5.1", "A.6.3"],
  input: acknowledgeInput,
  output: receiptShape,
  async run({ tx, actor, now, emit }, input) {
    const personId = personActing(actor);
    if (input.personId !== undefined && input.personId !== personId) {
      throw dutyRefused("You can acknowledge a policy only for yourself. Nothing was saved.");
    }
    const assignment = await lockAssignment(tx, input.versionId, personId);
    const version = await tx.policyVersion.findFirst({
      where: { id: input.versionId, policyId: input.policyId },
      include: { policy: true },
    });
    if (!assignment || !version) throw notFound("This policy");
    const label = `${version.policy.reference} version ${version.number}`;
    if (assignment.acknowledgementId) {
      const receipt = await receiptOf(tx, assignment.acknowledgementId);
      return {
        output: receipt,
        event: {
          resource: { type: "policy_acknowledgement", id: receipt.id, label },
          after: { versionId: version.id, repeated: true },
        },
      };
    }
    await assertInForce(tx, version);
    if (assignment.status === "withdrawn") {
      throw new AppError("conflict", "Nothing was saved: you are no longer asked to acknowledge this policy.");
    }

    await assertTrained(tx, { policyId: version.policyId, personId });
    const method = methodOf(assignment, input.via);
    const typedName = input.typedName ?? (method === "meeting" && actor.kind === "user" ? actor.name : undefined);
    if (!typedName) {
      throw new AppError("invalid", "Some fields need attention. Nothing was saved.", {
        fieldErrors: { typedName: ["Type your name."] },
      });
    }
    await actAs(tx, personId);
    const id = newId(now.getTime());
    await tx.policyAcknowledgement.create({
      data: {
        id,
        organizationId: actor.organizationId,
        versionId: version.id,
        personId,
        contentSha256: version.contentSha256,
        statement: acknowledgementStatement,
        method,
        typedName,
        round: assignment.round,
        acknowledgedAt: now,
        ip: actor.ip,
        userAgent: actor.userAgent,
        readPercent: input.readPercent,
        visibleSeconds: input.visibleSeconds,
      },
    });
    await tx.policyAssignment.update({
      where: { id: assignment.id },
      data: { status: "acknowledged", acknowledgementId: id, closedAt: now },
    });
    emit(policyAcknowledged, {
      organizationId: actor.organizationId,
      policyId: version.policyId,
      versionId: version.id,
      acknowledgementId: id,
    });
    return {
      output: await receiptOf(tx, id),
      event: {
        resource: { type: "policy_acknowledgement", id, label },
        after: {
          versionId: version.id,
          contentSha256: version.contentSha256,
          statement: acknowledgementStatement,
          method,
          round: assignment.round,
          typedName: aboutPerson(personId, typedName),
          readPercent: input.readPercent ?? null,
          visibleSeconds: input.visibleSeconds ?? null,
        },
      },
    };
  },
});

type Assignment = {
  id: string;
  status: string;
  acknowledgementId: string | null;
  round: number;
  attendanceId: string | null;
  linkOpenedAt: Date | null;
};

/**
 * How it was given (P15): who was at the meeting confirms with one click, who came by the personal link still takes the button. Claimed
 * in vain it is an ordinary acknowledgement.
 */
function methodOf(assignment: Assignment, via: "email" | "meeting" | undefined): AcknowledgementMethod {
  if (via === "meeting" && assignment.attendanceId) return "meeting";
  return via === "email" && assignment.linkOpenedAt ? "email" : "portal";
}

/** The row that decides: of two clicks at once the second waits here and then finds the first one's receipt. */
async function lockAssignment(tx: Tx, versionId: string, personId: string) {
  const rows = await tx.$queryRaw<Assignment[]>`
    select id, status::text, acknowledgement_id as "acknowledgementId", round, attendance_id as "attendanceId",
      link_opened_at as "linkOpenedAt" from policy_assignment
    where version_id = ${versionId}::uuid and person_id = ${personId}::uuid and current for update`;
  return rows[0];
}

/** Published and not replaced: one whose day is still to come may be acknowledged already. Shared with other readers, exclusive with a publication: nobody acknowledges a text that is being replaced. */
async function assertInForce(tx: Tx, version: { id: string; policyId: string; number: number }): Promise<void> {
  const [row] = await tx.$queryRaw<{ status: string }[]>`
    select status::text from policy_version where id = ${version.id}::uuid for share`;
  if (row?.status === "published") return;
  const current = await tx.policyVersion.findFirst({
    where: { policyId: version.policyId, ...inForce },
    select: { id: true, number: true },
  });
  if (!current) throw new AppError("conflict", "Nothing was saved: this policy is no longer in force.");
  throw new AppError(
    "conflict",
    `Nothing was saved: version ${current.number} was published while you were reading. Read it and acknowledge again.`,
    { data: { current_version_id: current.id, read: `/policies/${version.policyId}/read` } },
  );
}
