import "server-only";
import { type Actor, mayDo } from "../../platform/auth/actor-types";
import type { Tx } from "../../platform/db/client";
import { notFound } from "../../platform/errors";
import { query } from "../../platform/operation/query";
import { dueDateOf, type Rule } from "../audience";
import { dateText, localDateOf } from "../local-day";
import { memberById } from "../members";
import { publishedText } from "../published-text";
import { receiptOf } from "../receipt";
import { policyInput } from "../schema";

/** The version in force as one of its audience reads it, with what changed since they last acknowledged (P6, P13). */
export const policyReader = query({
  name: "policy.read",
  summary: "Read a published policy addressed to oneself",
  permission: "policy:read",
  input: policyInput,
  async run({ tx, actor, now }, { policyId }) {
    const version = await tx.policyVersion.findFirst({
      where: { policyId, status: "published" },
      omit: { text: true },
      include: { policy: true, audiences: true },
    });
    if (!version?.publishedAt || !version.publishedOn) throw notFound("This policy");
    const me = actor.kind === "user" ? actor.personId : null;
    const assignment = me
      ? await tx.policyAssignment.findUnique({ where: { versionId_personId: { versionId: version.id, personId: me } } })
      : null;
    const asked = assignment !== null && assignment.status !== "withdrawn";
    if (!asked && !mayDo(actor, "policy:library") && !(await isAddressed(tx, actor, version, now)))
      throw notFound("This policy");
    const { text, description } = await publishedText(tx, actor.organizationId, policyId, version.id);
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
      },
      assignment: asked ? { status: assignment.status, dueOn: dateText(assignment.dueOn) } : null,
      receipt: asked && assignment.acknowledgementId ? await receiptOf(tx, assignment.acknowledgementId) : null,
      previous: me ? await lastAcknowledged(tx, policyId, version.id, version.number, me) : null,
    };
  },
});
export type Reading = Awaited<ReturnType<typeof policyReader>>;

/** Published a moment ago and not yet distributed, or without acknowledgement: the audience itself decides. */
async function isAddressed(
  tx: Tx,
  actor: Actor,
  version: { publishedOn: Date | null; dueDays: number; audiences: readonly Rule[] },
  now: Date,
): Promise<boolean> {
  if (actor.kind !== "user" || !version.publishedOn) return false;
  const member = await memberById(tx, actor.organizationId, actor.personId);
  const today = await localDateOf(tx, actor.organizationId, now);
  const published = { publishedOn: dateText(version.publishedOn), dueDays: version.dueDays };
  return member !== null && dueDateOf(member, version.audiences, published, today) !== null;
}

/** The text this person acknowledged last, to show what changed since; else the version before, if there was one. */
async function lastAcknowledged(tx: Tx, policyId: string, versionId: string, number: number, personId: string) {
  const acknowledged = await tx.policyVersion.findFirst({
    where: { policyId, id: { not: versionId }, acknowledgements: { some: { personId } } },
    orderBy: { number: "desc" },
    select: { number: true, text: true },
  });
  if (acknowledged) return { ...acknowledged, acknowledged: true };
  const before = await tx.policyVersion.findFirst({
    where: { policyId, number: { lt: number }, status: { in: ["superseded", "retired"] } },
    orderBy: { number: "desc" },
    select: { number: true, text: true },
  });
  return before ? { ...before, acknowledged: false } : null;
}
