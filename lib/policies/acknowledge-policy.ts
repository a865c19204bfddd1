import "server-only";
import type { Tx } from "../platform/db/client";
import { AppError, dutyRefused, notFound } from "../platform/errors";
import { newId } from "../platform/ids";
import { command } from "../platform/operation/command";
import { aboutPerson } from "../platform/operation/protected";
import { policyAcknowledged } from "./events";
import { inForce } from "./in-force";
import { personActing } from "./people";
import { factsOfReceipt } from "./proof/facts-of-receipt";
import { receiptOf, receiptShape } from "./receipt";
import { type AcknowledgementMethod, acknowledgeInput, acknowledgementStatement } from "./schema";
import { hasPassedFor } from "./training/passed-policies";
import { assertTrained } from "./training-gate";

/** A little less than the database allows, so that its refusal is never the first to be heard. */
const clocksMayDiffer = 4.5 * 60 * 1000;

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
    const assignment = await lockAssignment(tx, input, personId);
    if (!assignment) throw notFound("This policy");
    const { version } = assignment;
    const label = `${version.reference} version ${version.number}`;
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
    assertDatedNow(now, assignment);
    await assertInForce(tx, version);
    if (assignment.status === "withdrawn") {
      throw new AppError("conflict", "Nothing was saved: you are no longer asked to acknowledge this policy.");
    }

    await assertTrained(tx, { policyId: version.policyId, personId });
    const at = { policyId: version.policyId, personId, organizationId: actor.organizationId, at: now };
    const trained = input.via === "training" && (await hasPassedFor(tx, at));
    const method = trained ? "training" : methodOf(assignment, input.via);
    const typedName = input.typedName ?? (method === "meeting" && actor.kind === "user" ? actor.name : undefined);
    if (!typedName) {
      throw new AppError("invalid", "Some fields need attention. Nothing was saved.", {
        fieldErrors: { typedName: ["Type your name."] },
      });
    }
    const id = newId(now.getTime());
    // Written by hand rather than by the ORM: thousands acknowledge within the hour of a publication.
    await tx.$executeRaw`
      insert into policy_acknowledgement (id, organization_id, version_id, person_id, content_sha256, statement, method, typed_name,
        acknowledged_at, ip, user_agent, read_percent, visible_seconds, round)
      values (${id}::uuid, ${actor.organizationId}::uuid, ${version.id}::uuid, ${personId}::uuid, ${version.contentSha256},
        ${acknowledgementStatement}, ${method}::acknowledgement_method, ${typedName}, ${now}, ${actor.ip ?? null}, ${actor.userAgent ?? null},
        ${input.readPercent ?? null}::int, ${input.visibleSeconds ?? null}::int, ${assignment.round}::int)`;
    await tx.$executeRaw`
      update policy_assignment set status = 'acknowledged', acknowledgement_id = ${id}::uuid, closed_at = ${now}
      where id = ${assignment.id}::uuid`;
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
          ...(await factsOfReceipt(tx, { assignmentId: assignment.id, personId, typedName })),
        },
      },
    };
  },
});

type Version = {
  id: string;
  policyId: string;
  number: number;
  contentSha256: string;
  reference: string;
  status: string;
};

type Assignment = {
  id: string;
  status: string;
  acknowledgementId: string | null;
  round: number;
  attendanceId: string | null;
  linkOpenedAt: Date | null;
  databaseTime: Date;
  simulated: boolean;
};

/**
 * How it was given (P15): who was at the meeting confirms with one click, who came by the personal link still takes the button. Claimed
 * in vain it is an ordinary acknowledgement.
 */
function methodOf(assignment: Assignment, via: "email" | "meeting" | "training" | undefined): AcknowledgementMethod {
  if (via === "meeting" && assignment.attendanceId) return "meeting";
  return via === "email" && assignment.linkOpenedAt ? "email" : "portal";
}

/**
 * The row that decides: of two clicks at once the second waits here and then finds the first one's receipt. The version is shared with
 * other readers, exclusive with a publication: nobody acknowledges a text that is being replaced. Says in whose name the database writes.
 */
async function lockAssignment(
  tx: Tx,
  { policyId, versionId }: { policyId: string; versionId: string },
  personId: string,
): Promise<(Assignment & { version: Version }) | null> {
  const [row] = await tx.$queryRaw<(Assignment & Omit<Version, "id" | "status"> & { versionStatus: string })[]>`
    select a.id, a.status::text, a.acknowledgement_id as "acknowledgementId", a.round, a.attendance_id as "attendanceId",
      a.link_opened_at as "linkOpenedAt", v.policy_id as "policyId", v.number, v.content_sha256 as "contentSha256",
      v.status::text as "versionStatus", p.reference, clock_timestamp() as "databaseTime", portal_clock_is_simulated() as simulated,
      set_config('app.person_id', ${personId}, true) as "actingAs"
    from policy_assignment a join policy_version v on v.id = a.version_id join policy p on p.id = v.policy_id
    where a.version_id = ${versionId}::uuid and v.policy_id = ${policyId}::uuid and a.person_id = ${personId}::uuid and a.current
    for update of a for share of v`;
  if (!row) return null;
  const { number, contentSha256, reference, versionStatus } = row;
  return { ...row, version: { id: versionId, policyId, number, contentSha256, reference, status: versionStatus } };
}

/** The database refuses what is not dated now; this says so in words. */
function assertDatedNow(now: Date, { databaseTime, simulated }: Assignment): void {
  if (simulated || Math.abs(now.getTime() - databaseTime.getTime()) < clocksMayDiffer) return;
  throw new AppError(
    "unavailable",
    "Nothing was saved: the clocks of the portal and of its database differ by minutes, so the time of your acknowledgement could not be proven. Tell your administrator, and try again later.",
  );
}

/** Published and not replaced: one whose day is still to come may be acknowledged already. */
async function assertInForce(tx: Tx, version: Version): Promise<void> {
  if (version.status === "published") return;
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
