import { createWriteStream } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type { Bench } from "./start";

/** Asks for an export and builds it as the job does. Returns its id and how long the build took, in seconds. */
export async function buildOne({ organization }: Bench, wanted: { last: string }, key = false) {
  const { requestExport } = await import("../../lib/audit/export/request-export");
  const { buildExport } = await import("../../lib/audit/export/run-export");
  const auditor = organization.person.auditor;
  // A key that may export and not read: its package discloses nothing.
  const exporter = {
    kind: "api_key",
    keyId: crypto.randomUUID(),
    name: "bench",
    createdById: auditor.personId,
    permissions: ["audit:export"],
    organizationId: organization.id,
    requestId: crypto.randomUUID(),
  } as const;
  const { id } = await requestExport(key ? exporter : auditor, wanted);
  const began = performance.now();
  const { built } = await buildExport(organization.system("bench"), id);
  if (!built) throw new Error("The export was not built.");
  return { id, seconds: (performance.now() - began) / 1000 };
}

/** The file of a built export as a person downloads it. Returns its path. */
export async function download({ organization, folder }: Bench, exportId: string): Promise<string> {
  const { downloadExport } = await import("../../lib/audit/export/queries");
  const { exportStore } = await import("../../lib/audit/export/run-export");
  const { readObject } = await import("../../lib/platform/storage/encryption");
  const { object } = await downloadExport(organization.person.auditor, { exportId });
  const file = path.join(folder, `${exportId}.zip`);
  await pipeline(await readObject(exportStore(), object), createWriteStream(file));
  return file;
}
