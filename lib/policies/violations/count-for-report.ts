import "server-only";
import type { ReportCounter } from "../../platform/contribution";
import { Prisma } from "../../platform/db/generated/client";
import { requirements } from "../../platform/frameworks";
import { ViolationSeverity, violationSeverityLabels } from "../schema";

type Row = { name: ViolationSeverity; count: number; closed: number };

/**
 * Violations reported in a period, by severity, with those that were resolved or dismissed since. A framework counts those of policies
 * whose version of the day of the report answered one of its requirements; a violation of no policy belongs to no framework.
 */
export const violationCounter: ReportCounter = {
  id: "violations",
  async count(tx, { from, to, framework }) {
    const ids = requirements.filter((each) => each.framework === framework).map(({ key }) => key);
    const ofFramework =
      framework === null
        ? Prisma.empty
        : Prisma.sql`and (select r.requirement_ids && ${ids}::text[] from policy_version r where r.policy_id = v.policy_id
            and r.in_force_at <= v.reported_at order by r.in_force_at desc limit 1)`;
    const rows = await tx.$queryRaw<Row[]>`
      select v.severity::text as name, count(*)::int as count,
        (count(*) filter (where v.status in ('resolved', 'dismissed')))::int as closed
      from policy_violation v where v.reported_at >= ${from} and v.reported_at < ${to} ${ofFramework} group by v.severity`;
    return ViolationSeverity.options.flatMap((name) => {
      const row = rows.find((each) => each.name === name);
      return row ? [{ ...row, label: violationSeverityLabels[name] }] : [];
    });
  },
};
