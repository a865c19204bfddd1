import "server-only";
import {
  formatInstant,
  formatLocalDate,
  localDayOf,
  parseLocalDate,
  startOfLocalDay,
  zoneOf,
} from "@/lib/platform/calendar";
import type { ReportCount, ReportCounter } from "@/lib/platform/contribution";
import type { Tx } from "@/lib/platform/db/client";
import { type Framework, frameworkLabels, requirements } from "@/lib/platform/frameworks";
import { query } from "@/lib/platform/operation/query";
import { archivedSince } from "../archive/archived-part";
import { timeZoneOf } from "../explorer/queries";
import { busiest, countEvents, countEvidenceFor, countWork } from "./counts";
import { reportInput } from "./schema";

const usualDays = 30;
const controlsOf = (framework: Framework) =>
  requirements.filter((each) => each.framework === framework).map(({ key }) => key);

/**
 * The audit report of a period and framework (section 5): every figure counted from the rows as they stand.
 * @param counters what other domains count for it; a figure nobody counts is null, never 0
 */
export const auditReport = (counters: readonly ReportCounter[]) =>
  query({
    name: "audit.report",
    summary: "Audit report of a period and framework",
    permission: "audit:read",
    type: "report",
    controls: ["CC4.1", "CC7.2"],
    input: reportInput,
    async run({ tx, actor, now }, input) {
      const zone = zoneOf(await timeZoneOf(tx, actor.organizationId));
      const last = input.to ? parseLocalDate(input.to) : localDayOf(zone, now.getTime());
      const first = input.from ? parseLocalDate(input.from) : Math.min(last, last - usualDays + 1);
      const period = {
        from: new Date(startOfLocalDay(zone, first)),
        to: new Date(startOfLocalDay(zone, last + 1)),
      };
      const controls = input.framework ? controlsOf(input.framework) : null;
      const scope = { organizationId: actor.organizationId, period, controls };
      return {
        period: { from: formatLocalDate(first), to: formatLocalDate(last), zone: zone.name },
        framework: input.framework ?? null,
        made: { at: formatInstant(now.getTime()), ...(await signedSize(tx)) },
        events: await countEvents(tx, scope),
        /** What lies in archive bundles and was not counted (E6). */
        archived: await archivedSince(tx, period.from),
        ...(await busiest(tx, scope)),
        ...(await countWork(tx, scope, now)),
        evidenceByFramework: await byFramework(tx, period),
        violations: await violationsOf(counters, tx, { ...period, framework: input.framework ?? null }),
      };
    },
    audited: ({ period, framework }) => ({
      resource: { type: "audit_report", id: null, label: framework ? frameworkLabels[framework] : "All frameworks" },
      after: { from: period.from, to: period.to, framework },
    }),
  });

export type AuditReport = Awaited<ReturnType<ReturnType<typeof auditReport>>>;

async function violationsOf(
  counters: readonly ReportCounter[],
  ...asked: Parameters<ReportCounter["count"]>
): Promise<ReportCount[] | null> {
  const counter = counters.find(({ id }) => id === "violations");
  return counter ? counter.count(...asked) : null;
}

/** What was signed when the report was made, so that it can be compared with the log later. */
async function signedSize(tx: Tx) {
  const checkpoint = await tx.auditCheckpoint.findFirst({
    orderBy: { signedAt: "desc" },
    select: { size: true, root: true },
  });
  return checkpoint
    ? { logSize: checkpoint.size.toString(), logRoot: Buffer.from(checkpoint.root).toString("hex") }
    : { logSize: null, logRoot: null };
}

async function byFramework(tx: Tx, period: { from: Date; to: Date }) {
  const counts: { framework: Framework; count: number }[] = [];
  for (const framework of Object.keys(frameworkLabels) as Framework[]) {
    counts.push({ framework, count: await countEvidenceFor(tx, period, controlsOf(framework)) });
  }
  return counts;
}
