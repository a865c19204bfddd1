import "server-only";
import { z } from "zod";
import type { Actor } from "@/lib/platform/auth/actor-types";
import type { DataSource } from "@/lib/platform/contribution";
import { notFound } from "@/lib/platform/errors";
import { query } from "@/lib/platform/operation/query";
import { putObject, removeObject, type SealedObject } from "@/lib/platform/storage/encryption";
import { organizationFacts } from "../requests/deadline";
import { article15 } from "./article15";
import { csvLine } from "./csv";
import { indexPage, type PageCollection } from "./index-page";
import { type CollectionFact, packageStore, rowsOf } from "./part";
import { type Manifest, recordPackage } from "./publish-package";
import { type Entry, type FileFact, zipOf } from "./zip";

const planOf = query({
  name: "request.package-plan",
  summary: "See what a package is built from",
  permission: "request:execute",
  input: z.object({ requestId: z.uuid() }),
  async run({ tx, actor }, { requestId }) {
    const request = await tx.dataSubjectRequest.findUnique({ where: { id: requestId } });
    if (!request) throw notFound("This request");
    const tasks = await tx.requestTask.findMany({ where: { requestId }, orderBy: { sourceId: "asc" } });
    const objects = await tx.storedObject.findMany({
      where: { id: { in: tasks.flatMap((task) => task.objectId ?? []) } },
    });
    const built = await tx.requestPackage.findFirst({ where: { requestId, endedAt: null } });
    return { organisation: await organizationFacts(tx, actor.organizationId), request, tasks, objects, built };
  },
});

type Plan = Awaited<ReturnType<typeof planOf>>;

/** Builds the ZIP as a stream into the object store. Safe to run twice: a package that was built is not built again. */
export async function buildPackage(
  actor: Actor,
  sources: readonly DataSource[],
  requestId: string,
): Promise<{ packageId: string | null }> {
  const plan = await planOf(actor, { requestId });
  if (plan.built) return { packageId: plan.built.id };
  if (plan.request.status !== "executing") return { packageId: null };
  const collections = collectionsOf(plan);
  const answer = article15({
    organisation: plan.organisation,
    reference: plan.request.reference,
    asOf: asOf(plan),
    personKnown: plan.request.personId !== null,
    sources: plan.tasks.map((task) => ({ ...registered(sources, task.sourceId), rows: task.rows })),
  });
  const entries: Entry[] = [
    { path: "article15.json", content: () => [`${JSON.stringify(answer, null, 2)}\n`] },
    ...collections.flatMap(filesOf),
    { path: "index.html", content: () => indexPage(answer, collections) },
  ];
  let manifest: Manifest | undefined;
  const zip = zipOf(entries, (files) => {
    manifest = manifestOf(plan, files);
    return `${JSON.stringify(manifest, null, 2)}\n`;
  });
  const sealed = await putObject(packageStore(), zip);
  if (!manifest) throw new Error("The package ended before its manifest.");
  const { packageId, kept } = await recordPackage(actor, { requestId, manifest, sealed });
  if (!kept) await removeObject(packageStore(), sealed);
  return { packageId };
}

const asOf = (plan: Plan) => (plan.request.approvedAt ?? plan.request.receivedAt).toISOString();

function registered(sources: readonly DataSource[], id: string): DataSource {
  const source = sources.find((each) => each.id === id);
  if (!source) throw new Error(`The data source ${id} is not registered any more.`);
  return source;
}

function collectionsOf({ tasks, objects }: Plan): PageCollection[] {
  return tasks.flatMap((task) => {
    const part: SealedObject | undefined = objects.find(({ id }) => id === task.objectId);
    if (!part) throw new Error(`What was collected from ${task.sourceId} is missing.`);
    return (task.collections as CollectionFact[]).map(({ name, rows, columns }) => ({
      source: task.sourceId,
      sourceTitle: task.title,
      name,
      columns,
      rows,
      read: () => rowsOf(part, name),
    }));
  });
}

function filesOf({ source, name, columns, rows, read }: PageCollection): Entry[] {
  const path = `data/${source}/${name}`;
  async function* csv() {
    yield csvLine(columns);
    for await (const row of read()) yield csvLine(columns.map((column) => row[column]));
  }
  async function* json() {
    let before = "[\n";
    for await (const row of read()) {
      yield before + JSON.stringify(row);
      before = ",\n";
    }
    yield "\n]\n";
  }
  return [
    { path: `${path}.csv`, rows, content: csv },
    { path: `${path}.json`, rows, content: json },
  ];
}

function manifestOf({ organisation, request }: Plan, files: readonly FileFact[]): Manifest {
  const asOf = (request.approvedAt ?? request.receivedAt).toISOString();
  const { reference, kind } = request;
  return {
    schema: "plinto-privacy-package/1",
    organisation: organisation.name,
    reference,
    kind,
    asOf,
    files: [...files],
    redactions: [],
  };
}
