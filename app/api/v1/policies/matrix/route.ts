import { defineRoute } from "@/lib/platform/http/define-route";
import { policyMatrixExport } from "@/lib/policies/officer/matrix-export";

/** The matrix of people and policies as a CSV file, filtered like the page. */
export const GET = defineRoute(policyMatrixExport, {
  respond: ({ text, day }) =>
    new Response(`\uFEFF${text}`, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="policy-matrix-${day}.csv"`,
        "x-content-type-options": "nosniff",
      },
    }),
});
