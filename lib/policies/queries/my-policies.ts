import "server-only";
import { z } from "zod";
import type { Tx } from "../../platform/db/client";
import { query } from "../../platform/operation/query";
import { ownDueDates } from "../due-dates/my-due-dates";
import { localDateOf } from "../local-day";

const urgent = 3;

async function openAssignments(tx: Tx, personId: string, today: string) {
  const due = await ownDueDates(tx, personId, today);
  const rows = await tx.policyAssignment.findMany({
    where: { personId, current: true, status: { in: ["pending", "overdue"] }, version: { status: "published" } },
    orderBy: [{ dueOn: "asc" }, { id: "asc" }],
    include: {
      version: {
        select: { number: true, title: true, policyId: true, inForceAt: true, policy: { select: { reference: true } } },
      },
    },
  });
  return rows.map(({ version, versionId, round, ...time }) => ({
    versionId,
    /** Asked before its effective date: it may be acknowledged already (P13). */
    coming: version.inForceAt === null,
    /** Acknowledged before, and asked again after the time its policy sets (P5). */
    again: round > 1,
    policyId: version.policyId,
    reference: version.policy.reference,
    title: version.title,
    number: version.number,
    ...due(time),
  }));
}

/** For My work: what waits to be read, the most urgent first. Nobody who is not a person has any. */
export const myPolicyWork = query({
  name: "policy.my-work",
  summary: "See how many policies wait to be read",
  permission: "work:read:own",
  input: z.object({}),
  async run({ tx, actor, now }) {
    const today = await localDateOf(tx, actor.organizationId, now);
    const all = actor.kind === "user" ? await openAssignments(tx, actor.personId, today) : [];
    return { count: all.length, overdue: all.filter(({ dueOn }) => dueOn < today).length, items: all.slice(0, urgent) };
  },
});

/** What one has to read, and what one acknowledged, the newest first. */
export const myPolicies = query({
  name: "policy.mine",
  summary: "See one's own policies and receipts",
  permission: "policy:read",
  input: z.object({}),
  async run({ tx, actor, now }) {
    if (actor.kind !== "user") return { toRead: [], receipts: [] };
    const today = await localDateOf(tx, actor.organizationId, now);
    const receipts = await tx.policyAcknowledgement.findMany({
      where: { personId: actor.personId },
      orderBy: { acknowledgedAt: "desc" },
      take: 200,
      include: {
        version: {
          select: {
            number: true,
            title: true,
            status: true,
            policyId: true,
            emergencyLapsedAt: true,
            policy: { select: { reference: true } },
          },
        },
      },
    });
    return {
      toRead: await openAssignments(tx, actor.personId, today),
      receipts: receipts.map(({ id, acknowledgedAt, contentSha256, version }) => ({
        id,
        acknowledgedAt,
        contentSha256,
        policyId: version.policyId,
        reference: version.policy.reference,
        title: version.title,
        number: version.number,
        status: version.status,
        /** Given for an emergency version that nobody confirmed: kept, and marked (P4). */
        lapsed: version.emergencyLapsedAt !== null,
      })),
    };
  },
});
