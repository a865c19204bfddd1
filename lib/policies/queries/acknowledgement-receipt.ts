import "server-only";
import { z } from "zod";
import { mayDo } from "../../platform/auth/actor-types";
import type { Tx } from "../../platform/db/client";
import { notFound } from "../../platform/errors";
import { query } from "../../platform/operation/query";
import { receiptOf, receiptShape } from "../receipt";

/** One's own receipt, with its place in the audit log once it is there (P13). Officers and auditors see everybody's. */
export const acknowledgementReceipt = query({
  name: "policy.receipt",
  summary: "See a receipt of an acknowledgement",
  permission: "policy:read",
  input: z.object({ acknowledgementId: z.uuid() }),
  output: receiptShape,
  async run({ tx, actor }, { acknowledgementId }) {
    const row = await tx.policyAcknowledgement.findUnique({
      where: { id: acknowledgementId },
      select: { personId: true },
    });
    const own = actor.kind === "user" && actor.personId === row?.personId;
    if (!row || (!own && !mayDo(actor, "policy:library"))) throw notFound("This receipt");
    return { ...(await receiptOf(tx, acknowledgementId)), log: await placeInLog(tx, acknowledgementId) };
  },
});

/** Null until the sequencer has taken the event up, a second or two after the acknowledgement. */
async function placeInLog(tx: Tx, acknowledgementId: string) {
  const event = await tx.auditEvent.findFirst({
    where: {
      resourceType: "policy_acknowledgement",
      resourceId: acknowledgementId,
      action: "policy.acknowledge",
      outcome: "success",
    },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  const leaf = event ? await tx.auditLeaf.findUnique({ where: { eventId: event.id } }) : null;
  if (!event || !leaf) return null;
  return { event_id: event.id, index: Number(leaf.index), leaf_hash: Buffer.from(leaf.leafHash).toString("hex") };
}
