import "server-only";
import { z } from "zod";
import { utcDay } from "@/lib/platform/collecting";
import { pageSize } from "@/lib/platform/list-input";
import { query } from "@/lib/platform/operation/query";
import { isSourceDue, periodOf } from "./rules";
import { collectorId } from "./run-records";

/** The newest run of every collector, and the sources of other systems; never a secret. */
export const listCollectorRuns = query({
  name: "collector.list",
  summary: "Collectors with their last run, and sources of other systems",
  permission: "collector:read",
  input: z.object({}),
  async run({ tx }) {
    const newest = await tx.collectorRun.findMany({
      distinct: ["collectorId"],
      orderBy: [{ collectorId: "asc" }, { startedAt: "desc" }, { id: "desc" }],
    });
    const sources = await tx.httpSource.findMany({
      where: { active: true },
      orderBy: { id: "asc" },
      select: sourceColumns,
    });
    return { newest, sources };
  },
});

const sourceColumns = {
  id: true,
  title: true,
  description: true,
  url: true,
  headerName: true,
  jsonPath: true,
  cadence: true,
  evidenceType: true,
  controlIds: true,
  active: true,
  createdAt: true,
} as const;

/** The history of one collector, newest first, with the evidence each run made. */
export const readCollectorRuns = query({
  name: "collector.read",
  summary: "One collector's runs with their evidence",
  permission: "collector:read",
  input: z.object({ collectorId, cursor: z.uuid().optional() }),
  async run({ tx }, { collectorId, cursor }) {
    const rows = await tx.collectorRun.findMany({
      where: { collectorId },
      orderBy: { id: "desc" },
      take: pageSize + 1,
      ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    });
    const runs = rows.slice(0, pageSize);
    const evidence = await tx.evidence.findMany({
      where: { id: { in: runs.flatMap((run) => run.evidenceId ?? []) } },
      select: { id: true, reference: true },
    });
    const references = new Map(evidence.map(({ id, reference }) => [id, reference]));
    const sourceId = z.uuid().safeParse(collectorId.replace(/^http-/, "")).data;
    return {
      runs: runs.map((run) => ({ ...run, reference: run.evidenceId ? references.get(run.evidenceId) : undefined })),
      source: sourceId ? await tx.httpSource.findUnique({ where: { id: sourceId }, select: sourceColumns }) : null,
      next: rows.length > pageSize ? runs.at(-1)?.id : undefined,
    };
  },
});

/** For the jobs: a source with its wrapped secret. */
export const openHttpSource = query({
  name: "http-source.open",
  summary: "Open a source of another system to collect from it",
  permission: "collector:execute",
  input: z.object({ id: z.uuid() }),
  run: ({ tx }, { id }) => tx.httpSource.findFirst({ where: { id, active: true }, omit: { wrappedSecret: false } }),
});

/** Sources whose present period has no evidence yet and that were not tried too often. */
export const dueHttpSources = query({
  name: "http-source.due",
  summary: "Find sources of other systems that are due",
  permission: "collector:execute",
  input: z.object({}),
  async run({ tx, now }) {
    const sources = await tx.httpSource.findMany({ where: { active: true }, select: { id: true, cadence: true } });
    const due: string[] = [];
    for (const { id, cadence } of sources) {
      const { from } = periodOf({ kind: "period", cadence }, utcDay(now), true);
      const last = await tx.collectorRun.findFirst({
        where: { collectorId: `http-${id}`, byHand: false, toDay: { gte: new Date(from) } },
        orderBy: { id: "desc" },
      });
      if (isSourceDue(last)) due.push(id);
    }
    return due;
  },
});
