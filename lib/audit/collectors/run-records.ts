import "server-only";
import { z } from "zod";
import type { Tx } from "@/lib/platform/db/client";
import { AppError, notFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import { raiseAlert } from "../alerts/raise-alert";
import { storeFileInput } from "../evidence/schema";
import { EvidenceType } from "../schema";
import { mayBegin } from "./rules";
import { addMadeEvidence } from "./store-result";

const words = {
  permission: "collector:execute",
  type: "evidence_collection",
  controls: ["CC4.1", "CC7.2"],
} as const;

export const collectorId = z.string().regex(/^[a-z][a-z0-9-]{1,79}$/);
const localDate = z.iso.date();
const asked = { runId: z.uuid(), startedById: z.uuid() };

/** Makes the run's row, or takes up the one a failure or a kill left. A period that has its evidence is left alone. */
export const beginRun = command({
  ...words,
  name: "collector.begin",
  summary: "Begin the run of a collector",
  crud: "create",
  input: z.object({ collectorId, from: localDate, to: localDate, byHand: z.object(asked).optional() }),
  async run({ tx, actor, now }, { collectorId, from, to, byHand }) {
    const days = { fromDay: new Date(from), toDay: new Date(to) };
    // Two engines at once would both find nothing: they take turns.
    await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`${actor.organizationId}|${collectorId}|${from}|${to}`}, 0))::text`;
    // And whoever is finishing it meanwhile is waited for: what was running when it was read may have made its evidence since.
    await tx.$queryRaw`select 1 from collector_run where id = ${byHand?.runId ?? null}::uuid or (not by_hand
      and collector_id = ${collectorId} and from_day = ${from}::date and to_day = ${to}::date) for update`;
    const known = await tx.collectorRun.findFirst({
      where: byHand ? { id: byHand.runId } : { collectorId, ...days, byHand: false },
    });
    const id = known?.id ?? byHand?.runId ?? newId(now.getTime());
    const goes = mayBegin(known);
    if (known && goes) {
      const again = { state: "running", attempts: { increment: 1 }, error: null, finishedAt: null } as const;
      await tx.collectorRun.update({ where: { id }, data: again });
    } else if (goes) {
      const { organizationId } = actor;
      const made = { id, organizationId, collectorId, ...days, byHand: Boolean(byHand), attempts: 1, startedAt: now };
      const data = [{ ...made, startedById: byHand?.startedById, state: "running" as const }];
      // The id of a run that cannot be seen here stays that run's.
      const { count } = await tx.collectorRun.createMany({ data, skipDuplicates: true });
      if (count === 0) throw notFound("This run");
    }
    return {
      output: { runId: id, goes },
      event: {
        resource: { type: "collector_run", id, label: collectorId },
        after: { collector: collectorId, from, to, byHand: Boolean(byHand), goes },
      },
    };
  },
});

/** The result becomes evidence and the run ends, together or not at all. */
export const finishRun = command({
  ...words,
  name: "collector.finish",
  summary: "Keep the result of a collector as evidence",
  input: z.object({
    runId: z.uuid(),
    file: storeFileInput,
    title: z.string(),
    description: z.string(),
    evidenceType: EvidenceType,
    controlIds: z.array(z.string()),
    query: z.string(),
    rows: z.number().int().nonnegative(),
  }),
  async run(context, { runId, file, title, description, evidenceType, controlIds, query, rows }) {
    const run = await lockRun(context.tx, runId);
    if (run.state !== "running")
      throw new AppError("conflict", "This run has ended already. Nothing was kept twice.", { data: { ended: true } });
    const evidence = await addMadeEvidence(context, file, {
      title,
      description,
      type: evidenceType,
      controlIds,
      effectiveFrom: run.fromDay.toISOString().slice(0, 10),
      effectiveTo: run.toDay.toISOString().slice(0, 10),
      sourceSystem: `collector:${run.collectorId}`,
    });
    await context.tx.collectorRun.update({
      where: { id: runId },
      data: { state: "succeeded", query, rows, evidenceId: evidence.id, finishedAt: context.now },
    });
    return {
      output: evidence,
      event: {
        resource: { type: "collector_run", id: runId, label: run.collectorId },
        after: { evidence: evidence.reference, rows, sha256: evidence.sha256 },
      },
    };
  },
});

/** Keeps why a run came to nothing, and tells the officers once. */
export const failRun = command({
  ...words,
  name: "collector.fail",
  summary: "Record why a collector's run failed",
  riskLevel: "medium",
  input: z.object({ runId: z.uuid(), title: z.string(), error: z.string().max(500) }),
  async run(context, { runId, title, error }) {
    const run = await lockRun(context.tx, runId);
    if (run.state !== "running") throw new AppError("conflict", "This run has ended already. Nothing was changed.");
    await context.tx.collectorRun.update({
      where: { id: runId },
      data: { state: "failed", error, finishedAt: context.now },
    });
    await raiseAlert(context, {
      rule: "collector.failed",
      level: "warning",
      objectType: "collector",
      objectId: run.collectorId,
      title: `“${title}” could not be collected`,
      detail: error,
      href: `/audit/collectors/${run.collectorId}`,
    });
    return {
      output: { runId },
      event: { resource: { type: "collector_run", id: runId, label: run.collectorId }, after: { error } },
    };
  },
});

async function lockRun(tx: Tx, id: string) {
  await tx.$queryRaw`select id::text from collector_run where id = ${id}::uuid for update`;
  const run = await tx.collectorRun.findUnique({ where: { id } });
  if (!run) throw notFound("This run");
  return run;
}
