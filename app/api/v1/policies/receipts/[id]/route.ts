import type { z } from "zod";
import { defineRoute } from "@/lib/platform/http/define-route";
import { receiptFile, receiptFileShape } from "@/lib/policies/queries/receipt-file";

/** The receipt as a file to keep: what the entry of the audit log says, and its proof. */
export const GET = defineRoute(receiptFile, {
  toInput: ({ id }) => ({ acknowledgementId: id }),
  respond: (receipt) =>
    new Response(`${JSON.stringify(receipt, null, 2)}\n`, {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="${fileNameOf(receipt)}"`,
        "x-content-type-options": "nosniff",
      },
    }),
  response: receiptFileShape,
});

/** The entry of an old receipt names policy and version in one. */
function fileNameOf({ policy, version, acknowledged }: z.output<typeof receiptFileShape>): string {
  const name = policy ? `${policy.reference}-v${version.number}` : acknowledged.replace(/[^A-Za-z0-9]+/g, "-");
  return `receipt-${name}.json`;
}
