import "server-only";
import { z } from "zod";
import { type Actor, mayDo } from "../../platform/auth/actor-types";
import type { Tx } from "../../platform/db/client";
import { notFound } from "../../platform/errors";
import { query } from "../../platform/operation/query";
import { placeInLog } from "../proof/receipt-proof";
import { receiptOf, receiptShape } from "../receipt";

/** One's own receipt, with its place in the audit log once it is there (P13). Officers and auditors see everybody's. */
export const acknowledgementReceipt = query({
  name: "policy.receipt",
  summary: "See a receipt of an acknowledgement",
  permission: "policy:read",
  input: z.object({ acknowledgementId: z.uuid() }),
  output: receiptShape,
  async run({ tx, actor }, { acknowledgementId }) {
    await assertMaySee(tx, actor, acknowledgementId);
    return { ...(await receiptOf(tx, acknowledgementId)), log: await placeInLog(tx, acknowledgementId) };
  },
});

export async function assertMaySee(tx: Tx, actor: Actor, acknowledgementId: string): Promise<void> {
  const row = await tx.policyAcknowledgement.findUnique({
    where: { id: acknowledgementId },
    select: { personId: true },
  });
  const own = actor.kind === "user" && actor.personId === row?.personId;
  if (!row || (!own && !mayDo(actor, "policy:library"))) throw notFound("This receipt");
}
