import "server-only";
import { z } from "zod";
import type { Actor } from "@/lib/platform/auth/actor-types";
import type { DataSource, ReadTenant } from "@/lib/platform/contribution";
import type { Tx } from "@/lib/platform/db/client";
import { notFound } from "@/lib/platform/errors";
import { query } from "@/lib/platform/operation/query";
import { putObject, removeObject } from "@/lib/platform/storage/encryption";
import { type CollectionFact, linesOf, packageStore } from "./part";
import { finishTask } from "./tasks";

/** One short read-only transaction of the organisation for a source, so that none lasts as long as a large collection. */
const readForSource = query({
  name: "request.read-source",
  summary: "Read rows of a data source while collecting",
  permission: "request:execute",
  input: z.object({ work: z.custom<(tx: Tx) => Promise<unknown>>((value) => typeof value === "function") }),
  run: ({ tx }, { work }) => work(tx),
});

const taskOf = query({
  name: "request.task",
  summary: "See a task of collecting and whose data it is about",
  permission: "request:execute",
  input: z.object({ requestId: z.uuid(), sourceId: z.string() }),
  async run({ tx }, { requestId, sourceId }) {
    const task = await tx.requestTask.findUnique({
      where: { requestId_sourceId: { requestId, sourceId } },
      include: { request: { select: { personId: true, email: true, status: true } } },
    });
    if (!task) throw notFound("This task");
    return { state: task.state, request: task.request };
  },
});

/**
 * Streams what a source holds about the subject into the object store, then marks the task done. Safe to run twice: a task
 * that is done stays as it is, and what a cut-off run had written has no key anywhere and can never be read.
 */
export async function collectSource(actor: Actor, source: DataSource, requestId: string): Promise<{ state: string }> {
  const { state, request } = await taskOf(actor, { requestId, sourceId: source.id });
  if (state === "done" || request.status !== "executing") return { state };
  const read = ((work) => readForSource(actor, { work })) as ReadTenant;
  const facts = new Map<string, CollectionFact>();
  const rows = source.collect({ personId: request.personId, emails: [request.email] }, read);
  const sealed = await putObject(packageStore(), linesOf(rows, facts));
  const collections = [...facts.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const { kept } = await finishTask(actor, { requestId, sourceId: source.id, collections, sealed });
  if (!kept) await removeObject(packageStore(), sealed);
  return { state: "done" };
}
