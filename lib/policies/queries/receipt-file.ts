import "server-only";
import { z } from "zod";
import type { Tx } from "../../platform/db/client";
import { AppError } from "../../platform/errors";
import { isSealed } from "../../platform/event-columns";
import { query } from "../../platform/operation/query";
import { openField } from "../../platform/operation/subject-keys";
import { leafOfAcknowledgement, placeInLog } from "../proof/receipt-proof";
import { type AcknowledgementLeaf, detailsDigest, digestIn, personDetails, readLeaf, saidBy } from "../proof/said";
import { receiptFormat } from "../proof/verify-receipt";
import { assertMaySee } from "./acknowledgement-receipt";

export const receiptFileShape = z.looseObject({
  format: z.literal(receiptFormat),
  id: z.string(),
  acknowledged: z.string().describe("Reference and version."),
  organization: z.object({ id: z.string(), name: z.string().optional() }),
  policy: z.object({ id: z.string(), reference: z.string(), title: z.string() }).optional(),
  version: z.object({ id: z.string(), number: z.number().optional(), content_sha256: z.string() }),
  person: z.looseObject({ id: z.string() }),
});

/** A receipt as a file: what the entry of the audit log says about it and nothing else, with the proof (P13). */
export const receiptFile = query({
  name: "policy.receipt-proof",
  summary: "Download a receipt of an acknowledgement with its proof",
  permission: "policy:read",
  input: z.object({ acknowledgementId: z.uuid() }),
  output: receiptFileShape,
  async run({ tx, actor }, { acknowledgementId }) {
    await assertMaySee(tx, actor, acknowledgementId);
    const text = await leafOfAcknowledgement(tx, acknowledgementId);
    const leaf = text === null ? null : readLeaf(text);
    if (!leaf) {
      throw new AppError(
        "conflict",
        "The entry of this receipt is in the archive of the audit log. Ask your administrator for it.",
      );
    }
    const details = await detailsOf(tx, leaf);
    const disclosed = details && { salt: details.salt };
    const log = await placeInLog(tx, acknowledgementId);
    return { format: receiptFormat, ...saidBy(leaf, details), disclosed, log } as const;
  },
});

/** Null when they were erased, and for entries that have no digest of them to prove them by. */
async function detailsOf(tx: Tx, leaf: AcknowledgementLeaf) {
  const { details: sealed } = leaf.change.after;
  if (!isSealed(sealed)) return null;
  const details = personDetails.safeParse(await openField(tx, sealed)).data;
  return details && detailsDigest(details) === digestIn(leaf) ? details : null;
}
