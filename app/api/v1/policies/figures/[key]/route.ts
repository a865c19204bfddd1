import { z } from "zod";
import { now } from "@/lib/platform/clock";
import { defineRoute } from "@/lib/platform/http/define-route";
import { policyFigureKeys, policyFigureRows } from "@/lib/policies/queries/figure-rows";

const body = z.object({
  key: z.enum(policyFigureKeys),
  from: z.iso.datetime().optional().describe("For figures of a period; 30 days before `to` if left out"),
  to: z.iso.datetime().optional().describe("Not included; now if left out"),
  page: z.coerce.number().int().min(1).optional().describe("50 records each"),
});
const month = 30 * 24 * 60 * 60 * 1000;

/** The records a policy figure counts, without anybody's name. */
export const GET = defineRoute(policyFigureRows, {
  body,
  toInput: (wire) => {
    const { key, page, ...period } = wire as z.output<typeof body>;
    const to = period.to ? new Date(period.to) : now();
    return { key, page, to, from: period.from ? new Date(period.from) : new Date(to.getTime() - month) };
  },
  toOutput: ({ rows, ...counts }) => ({
    ...counts,
    records: rows.map(({ recordId, ...row }) => ({ ...row, record_id: recordId })),
  }),
  response: z.object({
    total: z.number().describe("Of a share its denominator"),
    met: z.number().describe("Of a share its numerator"),
    records: z.array(
      z.object({
        id: z.string(),
        reference: z.string(),
        what: z.string(),
        state: z.string(),
        dates: z.array(z.object({ label: z.string(), value: z.string() })),
        department: z.string().nullable(),
        met: z.boolean(),
        record_id: z.string().nullable(),
      }),
    ),
  }),
});
