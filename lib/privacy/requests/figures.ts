import "server-only";
import { z } from "zod";
import { query } from "@/lib/platform/operation/query";
import { requestConditions } from "./figure-conditions";

/**
 * Open, due within ten days and overdue as of now; answered on time among those due in the period [from, to), up to now.
 * No request due in the period: no data, never 0 or 100.
 */
export const privacyFigures = query({
  name: "privacy.figures",
  summary: "See figures of data-subject requests",
  permission: "privacy:report",
  input: z.object({ from: z.date(), to: z.date() }),
  async run({ tx, actor, now }, { from, to }) {
    const where = await requestConditions(tx, actor.organizationId, now, { from, to });
    const count = (condition: (typeof where)[keyof typeof where]) => tx.dataSubjectRequest.count({ where: condition });
    const numerator = await count(where.answeredInTime);
    const denominator = await count(where.due);
    return {
      asOf: now,
      open: await count(where.open),
      dueSoon: await count(where.dueSoon),
      overdue: await count(where.overdue),
      onTime: { numerator, denominator, share: denominator === 0 ? null : numerator / denominator },
    };
  },
});
