import "server-only";
import { z } from "zod";
import type { Tx } from "@/lib/platform/db/client";
import { notFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import { lockRequest, requestFor } from "../requests/lock";
import { canTransition } from "../rules";
import type { CollectionFact } from "./part";
import { keepObject, sealedObject } from "./stored-object";

const words = { permission: "request:execute", type: "privacy_request", controls: ["P5.1"] } as const;
const task = z.object({ requestId: z.uuid(), sourceId: z.string() });
const collection = z.object({ name: z.string(), rows: z.number().int(), columns: z.array(z.string()) });

/** One row per source (C12). After a failure only what is not done is tried again. */
export const startExecution = command({
  ...words,
  name: "request.start-execution",
  summary: "Begin to collect the data of an approved request",
  input: z.object({ requestId: z.uuid(), sources: z.array(z.object({ id: z.string(), title: z.string() })).min(1) }),
  async run({ tx, actor, now }, { requestId, sources }) {
    const request = await lockRequest(tx, requestId);
    if (!request) throw notFound("This request");
    const resource = { type: "request", id: requestId, label: request.reference };
    const begins = canTransition(request.status, "executing");
    if (!begins) {
      // The event came twice, or the request was withdrawn or answered meanwhile.
      const goes = request.status === "executing";
      return { output: { goes }, event: { resource, after: { status: request.status, goes } } };
    }
    for (const { id, title } of sources) {
      const row = { state: "pending" as const, problem: null, updatedAt: now };
      const where = { requestId_sourceId: { requestId, sourceId: id } };
      const existing = await tx.requestTask.findUnique({ where });
      if (existing?.state === "done") continue;
      const data = { id: newId(now.getTime()), organizationId: actor.organizationId, requestId, sourceId: id, title };
      if (existing) await tx.requestTask.update({ where, data: row });
      else await tx.requestTask.create({ data: { ...data, ...row } });
    }
    await tx.dataSubjectRequest.update({ where: { id: requestId }, data: { status: "executing" } });
    const after = { status: "executing", sources: sources.map(({ id }) => id) };
    return { output: { goes: true }, event: { resource, before: { status: request.status }, after } };
  },
});

export const finishTask = command({
  ...words,
  name: "request.collect-source",
  summary: "Keep what was collected from a data source",
  crud: "create",
  input: task.extend({ collections: z.array(collection), sealed: sealedObject }),
  async run({ tx, actor, now }, { requestId, sourceId, collections, sealed }) {
    const row = await lockTask(tx, requestId, sourceId);
    const kept = row.state !== "done" && row.status === "executing";
    const rows = collections.reduce((sum, each) => sum + each.rows, 0);
    if (kept) {
      const file = { purpose: "privacy-part", fileName: `${sourceId}.ndjson`, mediaType: "application/x-ndjson" };
      const objectId = await keepObject(tx, actor.organizationId, sealed, file, now);
      await tx.requestTask.update({
        where: { id: row.id },
        data: {
          state: "done",
          collections: collections satisfies CollectionFact[],
          rows,
          objectId,
          problem: null,
          updatedAt: now,
        },
      });
    }
    return {
      output: { kept },
      event: {
        resource: { type: "request", id: requestId, label: row.reference },
        after: { source: sourceId, rows, kept },
      },
    };
  },
});

/** Visible to the officer, who can start it again; the others' results stay (C12). */
export const failTask = command({
  ...words,
  name: "request.fail-source",
  summary: "Record that a data source could not be collected",
  input: task.extend({ problem: z.string().max(500) }),
  async run({ tx, now }, { requestId, sourceId, problem }) {
    const row = await lockTask(tx, requestId, sourceId);
    if (row.state !== "done") {
      await tx.requestTask.update({ where: { id: row.id }, data: { state: "failed", problem, updatedAt: now } });
    }
    const resource = { type: "request", id: requestId, label: row.reference };
    return { output: null, event: { resource, after: { source: sourceId, state: "failed", problem } } };
  },
});

/** Nothing is built while a task failed or is unknown (C12). */
export const settleExecution = command({
  ...words,
  name: "request.settle-execution",
  summary: "Say whether every data source was collected",
  input: z.object({ requestId: z.uuid() }),
  async run({ tx }, { requestId }) {
    const request = await tx.dataSubjectRequest.findUnique({ where: { id: requestId } });
    if (!request) throw notFound("This request");
    const open = await tx.requestTask.findMany({
      where: { requestId, state: { not: "done" } },
      select: { sourceId: true },
    });
    const complete = open.length === 0 && request.status === "executing";
    if (open.length > 0 && request.status === "executing") {
      await requestFor(tx, requestId, "failed");
      await tx.dataSubjectRequest.update({ where: { id: requestId }, data: { status: "failed" } });
    }
    const after = { complete, notCollected: open.map(({ sourceId }) => sourceId) };
    const resource = { type: "request", id: requestId, label: request.reference };
    return { output: { complete }, event: { resource, after } };
  },
});

async function lockTask(tx: Tx, requestId: string, sourceId: string) {
  await tx.$queryRaw`select 1 from request_task where request_id = ${requestId}::uuid and source_id = ${sourceId} for update`;
  const found = await tx.requestTask.findUnique({
    where: { requestId_sourceId: { requestId, sourceId } },
    include: { request: { select: { reference: true, status: true } } },
  });
  if (!found) throw notFound("This data source of the request");
  const { request, ...row } = found;
  return { ...row, ...request };
}
