import "server-only";
import { z } from "zod";
import { query } from "@/lib/platform/operation/query";
import type { SlaMetric } from "../schema";
import { decidedClocks } from "./decided-clocks";
import { type Attainment, attainment } from "./desk-figures";

/** Attainment in each bucket of a period, by the same clocks as the figures; a bucket in which nothing was decided has none. */
export const attainmentByBucket = query({
  name: "support.attainment-by-bucket",
  summary: "See how promises were kept over time",
  permission: "support:report",
  /** Edges in ascending order; bucket n lies between edge n and n + 1. */
  input: z.object({ edges: z.array(z.date()).min(2).max(100) }),
  async run({ tx, actor, now }, { edges }) {
    const starts = edges.slice(0, -1).map((edge) => edge.toISOString());
    const end = new Date(Math.min((edges.at(-1) ?? now).getTime(), now.getTime()));
    const rows = await tx.$queryRaw<{ bucket: number; metric: string; met: number; breached: number }[]>`
      select width_bucket(decided_at, ${starts}::timestamptz[]) - 1 as bucket, metric::text as metric,
        count(*) filter (where not late)::int as met, count(*) filter (where late)::int as breached
      from (${decidedClocks(actor.organizationId, now)}) c
      where decided_at >= ${edges[0]} and decided_at < ${end} group by 1, 2`;
    const of = (bucket: number, metric: SlaMetric): Attainment =>
      attainment(rows.find((row) => row.bucket === bucket && row.metric === metric));
    return starts.map((from, bucket) => ({
      from,
      firstResponse: of(bucket, "first_response"),
      resolution: of(bucket, "resolution"),
    }));
  },
});
