import { defineRoute } from "@/lib/platform/http/define-route";
import { acknowledgementReceipt } from "@/lib/policies/queries/acknowledgement-receipt";
import { receiptShape } from "@/lib/policies/receipt";

/** The receipt as a file to keep: exactly the names whose canonical JSON is hashed, and its place in the audit log. */
export const GET = defineRoute(acknowledgementReceipt, {
  toInput: ({ id }) => ({ acknowledgementId: id }),
  respond: (receipt) =>
    new Response(`${JSON.stringify(receipt, null, 2)}\n`, {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="receipt-${receipt.policy.reference}-v${receipt.version.number}.json"`,
        "x-content-type-options": "nosniff",
      },
    }),
  response: receiptShape,
});
