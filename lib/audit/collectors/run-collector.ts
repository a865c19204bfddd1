import "server-only";
import type { Actor } from "@/lib/platform/auth/actor-types";
import { now } from "@/lib/platform/clock";
import { utcDay } from "@/lib/platform/collecting";
import type { Collector, ReadTenant } from "@/lib/platform/contribution";
import { inTenant } from "@/lib/platform/db/tenant";
import { AppError } from "@/lib/platform/errors";
import { OutgoingError } from "@/lib/platform/http/outgoing/look-up";
import { removeObject } from "@/lib/platform/storage/encryption";
import { objectStore } from "@/lib/platform/storage/object-store";
import { receiveFile } from "@/lib/platform/storage/receive-file";
import { storageTrouble } from "@/lib/platform/storage/trouble";
import { EvidenceType } from "../schema";
import { resultFile } from "./result-file";
import { periodOf } from "./rules";
import { beginRun, failRun, finishRun } from "./run-records";

type ByHand = { runId: string; startedById: string };
export type RunResult = { runId: string; state: "succeeded" | "failed" | "known"; evidenceId?: string };

/**
 * One run from its row to its evidence. The rows are streamed into the object store outside any transaction; a kill in
 * between leaves a run that the next attempt takes up. What another system answers wrongly ends the run; our own
 * failures are thrown as well, so that the engine tries again.
 */
export async function runCollector(actor: Actor, collector: Collector, byHand?: ByHand): Promise<RunResult> {
  const period = periodOf(collector, utcDay(now()), Boolean(byHand));
  const { runId, goes } = await beginRun(actor, { collectorId: collector.id, ...period, byHand });
  if (!goes) return { runId, state: "known" };
  let file: Awaited<ReturnType<typeof receiveFile>> | undefined;
  try {
    const read: ReadTenant = (work) => inTenant(actor.organizationId, "read", work);
    const table = await collector.collect(read, period);
    const { id, title, description, controls } = collector;
    const result = resultFile(table, {
      collector: id,
      title,
      controls,
      period,
      taken_at: now().toISOString(),
    });
    file = await receiveFile(result.bytes, `${id}-${period.to}.zip`);
    const evidence = await finishRun(actor, {
      runId,
      file,
      title: period.from === period.to ? `${title}, ${period.to}` : `${title}, ${period.from} to ${period.to}`,
      description: [description, table.note].filter(Boolean).join("\n\n"),
      evidenceType: EvidenceType.parse(collector.evidenceType),
      controlIds: [...controls],
      query: table.query,
      rows: result.rows(),
    });
    return { runId, state: "succeeded", evidenceId: evidence.id };
  } catch (error) {
    if (file && error instanceof AppError && error.details.data?.ended) {
      // Another attempt was quicker: these bytes belong to nothing.
      await removeObject(objectStore(), file);
      return { runId, state: "known" };
    }
    const told = error instanceof OutgoingError || error instanceof AppError ? error : storageTrouble(error);
    const words = told
      ? told.message
      : `The portal could not collect it (${error instanceof Error ? error.name : "error"}). It is tried again.`;
    await failRun(actor, { runId, title: collector.title, error: words.slice(0, 500) });
    if (error instanceof OutgoingError) return { runId, state: "failed" };
    throw error;
  }
}
