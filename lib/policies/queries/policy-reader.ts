import "server-only";
import { type Actor, mayDo } from "../../platform/auth/actor-types";
import type { Tx } from "../../platform/db/client";
import { notFound } from "../../platform/errors";
import { query } from "../../platform/operation/query";
import { dutyTimeOf, type Rule } from "../audience";
import { ownDueDates } from "../due-dates/my-due-dates";
import { coming, inForce } from "../in-force";
import { dateText, localDateOf } from "../local-day";
import { memberById } from "../members";
import { publishedText } from "../published-text";
import { receiptOf } from "../receipt";
import { readerInput } from "../schema";

/** The version in force as one of its audience reads it, with what changed since they last acknowledged (P6, P13). */
export const policyReader = query({
  name: "policy.read",
  summary: "Read a published policy addressed to oneself",
  permission: "policy:read",
  input: readerInput,
  async run({ tx, actor, now }, { policyId, versionId }) {
    const published = await tx.policyVersion.findMany({
      where: { policyId, OR: [inForce, coming] },
      omit: { text: true },
      include: { policy: true, audiences: true },
    });
    const present = published.find(({ inForceAt }) => inForceAt !== null);
    const version = published.find(({ id }) => id === versionId) ?? present ?? published[0];
    if (!version?.publishedAt || !version.publishedOn) throw notFound("This policy");
    const me = actor.kind === "user" ? actor.personId : null;
    const assignment = me
      ? await tx.policyAssignment.findFirst({ where: { versionId: version.id, personId: me, current: true } })
      : null;
    const asked = assignment !== null && assignment.status !== "withdrawn";
    if (!asked && !mayDo(actor, "policy:library") && !(await isAddressed(tx, actor, version, now)))
      throw notFound("This policy");
    // Only the text in force is kept in the cache: one that is still to come would push it out.
    const { text, description } = version.inForceAt
      ? await publishedText(tx, actor.organizationId, policyId, version.id)
      : await tx.policyVersion.findUniqueOrThrow({ where: { id: version.id } });
    return {
      organizationId: actor.organizationId,
      policy: {
        id: policyId,
        reference: version.policy.reference,
        type: version.policy.type,
        classification: version.policy.classification,
        mandatory: version.policy.mandatory,
      },
      version: {
        id: version.id,
        number: version.number,
        title: version.title,
        description,
        text,
        contentSha256: version.contentSha256,
        changeNote: version.changeNote,
        material: version.material,
        publishedAt: version.publishedAt,
        effectiveFrom: dateText(version.effectiveFrom ?? version.publishedOn),
        inForce: version.inForceAt !== null,
        emergency: version.emergencyUntil
          ? { confirmed: version.emergencyConfirmedAt !== null, until: version.emergencyUntil }
          : null,
      },
      /** The other published version: what comes, seen from what is in force, and the other way round. */
      other: otherOf(published.find(({ id }) => id !== version.id)),
      assignment: asked
        ? {
            status: assignment.status,
            ...(await ownDueDates(tx, assignment.personId, await localDateOf(tx, actor.organizationId, now)))(
              assignment,
            ),
            round: assignment.round,
            attended: assignment.attendanceId !== null,
          }
        : null,
      receipt: asked && assignment.acknowledgementId ? await receiptOf(tx, assignment.acknowledgementId) : null,
      previous: me ? await lastAcknowledged(tx, policyId, version.number, me) : null,
    };
  },
});
export type Reading = Awaited<ReturnType<typeof policyReader>>;

const otherOf = (version?: { id: string; number: number; inForceAt: Date | null; effectiveFrom: Date | null }) =>
  version
    ? {
        id: version.id,
        number: version.number,
        inForce: version.inForceAt !== null,
        effectiveFrom: version.effectiveFrom ? dateText(version.effectiveFrom) : null,
      }
    : null;

/** Published a moment ago and not yet distributed, or without acknowledgement: the audience itself decides. */
async function isAddressed(
  tx: Tx,
  actor: Actor,
  version: { publishedOn: Date | null; dueDays: number; audiences: readonly Rule[] },
  now: Date,
): Promise<boolean> {
  if (actor.kind !== "user" || !version.publishedOn) return false;
  const today = await localDateOf(tx, actor.organizationId, now);
  const member = await memberById(tx, actor.organizationId, actor.personId, today);
  const published = { publishedOn: dateText(version.publishedOn), dueDays: version.dueDays };
  return member !== null && dutyTimeOf(member, version.audiences, published, today) !== null;
}

/** The text this person acknowledged last, to show what changed since; else the version before, if there was one. */
async function lastAcknowledged(tx: Tx, policyId: string, number: number, personId: string) {
  const acknowledged = await tx.policyVersion.findFirst({
    where: { policyId, number: { lt: number }, acknowledgements: { some: { personId } } },
    orderBy: { number: "desc" },
    select: { number: true, text: true },
  });
  if (acknowledged) return { ...acknowledged, acknowledged: true };
  const before = await tx.policyVersion.findFirst({
    where: { policyId, number: { lt: number }, status: { in: ["published", "superseded", "retired"] } },
    orderBy: { number: "desc" },
    select: { number: true, text: true },
  });
  return before ? { ...before, acknowledged: false } : null;
}
