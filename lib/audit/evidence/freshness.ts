import "server-only";
import { z } from "zod";
import { formatLocalDate, localDayOf, zoneOf } from "@/lib/platform/calendar";
import { type Framework, frameworkLabels, requirementOf, requirements } from "@/lib/platform/frameworks";
import { listInput, pageSize } from "@/lib/platform/list-input";
import { query } from "@/lib/platform/operation/query";
import { freshness } from "../rules";
import { EvidenceFreshness } from "../schema";
import { cadenceOf } from "./cadence";

const keys = Object.keys(frameworkLabels) as [Framework, ...Framework[]];
type Newest = { control: string; id: string; reference: string; title: string; effective_to: Date };

/** Each requirement of a framework with its newest approved evidence and how fresh that is (E9). */
export const evidenceFreshness = query({
  name: "evidence.freshness",
  summary: "How fresh the approved evidence of each control is",
  permission: "evidence:read",
  input: listInput.extend({
    framework: z.enum(keys).catch("soc2").default("soc2"),
    state: EvidenceFreshness.optional().catch(undefined),
    cursor: z.coerce.number().int().min(0).max(100_000).catch(0).default(0),
  }),
  async run({ tx, actor, now }, { framework, state, q, cursor }) {
    const { timeZone } = await tx.organization.findUniqueOrThrow({ where: { id: actor.organizationId } });
    const today = formatLocalDate(localDayOf(zoneOf(timeZone), now.getTime()));
    // A version that gave way counts no more; an approved one counts until its successor is approved (E3).
    const newest = await tx.$queryRaw<Newest[]>`
      select distinct on (c.control) c.control, e.id, e.reference, e.title, e.effective_to
      from evidence e cross join unnest(e.control_ids) c(control)
      where exists (select 1 from evidence_version v where v.evidence_id = e.id and v.status = 'approved' and v.destroyed_at is null)
      order by c.control, e.effective_to desc, e.id desc`;
    const byControl = new Map(newest.map((row) => [row.control, row]));
    const asked = requirements.filter((each) => each.framework === framework && each.assessable);
    const rows = asked.map((requirement) => {
      const { id, key, title } = requirement;
      // Two frameworks may use the same id: it then counts for the one it leads to.
      const evidence =
        byControl.get(key) ?? (requirementOf(id) === requirement ? byControl.get(id) : undefined) ?? null;
      const { cadence, source, isDefault } = cadenceOf(id, framework);
      const until = evidence?.effective_to.toISOString().slice(0, 10) ?? null;
      return { key, id, title, evidence, until, cadence, source, isDefault, ...freshness(until, cadence, today) };
    });
    const counts: Record<EvidenceFreshness, number> = { current: 0, due_soon: 0, stale: 0, missing: 0 };
    for (const row of rows) counts[row.state] += 1;
    const wanted = (q ?? "").toLowerCase();
    const found = rows.filter(
      (row) => (!state || row.state === state) && `${row.id} ${row.title}`.toLowerCase().includes(wanted),
    );
    const end = cursor + pageSize;
    return {
      rows: found.slice(cursor, end),
      count: found.length,
      total: rows.length,
      counts,
      next: end < found.length ? String(end) : undefined,
    };
  },
});
