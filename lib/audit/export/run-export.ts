import "server-only";
import { readdir, stat, unlink } from "node:fs/promises";
import path from "node:path";
import type { Actor } from "@/lib/platform/auth/actor-types";
import { inTenant } from "@/lib/platform/db/tenant";
import { env } from "@/lib/platform/env";
import { putObject, removeObject } from "@/lib/platform/storage/encryption";
import { fileStore, type ObjectStore } from "@/lib/platform/storage/object-store";
import { noteDisclosedKeys } from "../keys/note-disclosed";
import { buildPackage } from "./build-package";
import { advanceExport, failExport, finishExport, startExport } from "./build-steps";
import { takeEvidence } from "./carried-evidence";
import { expireExport, exportsDue } from "./expire-export";
import { SealedSpool } from "./sealed-spool";

/** A record of the progress this often: each is an event, and the time a cancelled build still runs. */
const reportEvery = 5_000;
const folder = "audit-exports";
const day = 24 * 60 * 60_000;

class Stopped extends Error {
  override name = "Stopped";
}

/** Files of exports: apart from evidence, because they go again. */
export function exportStore(): ObjectStore {
  return fileStore(env.DATA_EXPORT_PATH);
}

const spoolFolder = () => path.join(env.DATA_EXPORT_PATH, "spool");

/**
 * Builds an export from its start and offers its file. Cut off anywhere it is run again, and what was left is thrown away;
 * a file is offered only when it is whole. Returns whether it is.
 */
export async function buildExport(actor: Actor, exportId: string, every = reportEvery): Promise<{ built: boolean }> {
  const { goes, attempt, request } = await startExport(actor, { exportId });
  if (!goes) return { built: false };
  const store = exportStore();
  for (const name of await store.list(folder)) {
    if (name.startsWith(`${exportId}.`)) await store.remove(`${folder}/${name}`);
  }
  await sweepSpool(exportId);
  const spool = await SealedSpool.create(spoolFolder(), exportId);
  let found = 0n;
  let reported = Date.now();
  async function report(position: bigint, rows: bigint) {
    found = rows;
    if (Date.now() - reported < every) return;
    reported = Date.now();
    if (!(await advanceExport(actor, { exportId, attempt, position, rows })).goes) throw new Stopped();
  }
  const disclosed = disclosedKeys(actor, exportId);
  try {
    const read = <T>(work: Parameters<typeof inTenant<T>>[2]) => inTenant(actor.organizationId, "read", work);
    const { zip, carries } = await buildPackage(read, request, spool, report, {
      disclosing: disclosed.add,
      evidence: request.evidence ? takeEvidence(actor) : undefined,
    });
    await disclosed.flush();
    const sealed = await putObject(store, zip, { prefix: `${folder}/${exportId}.` });
    const { kept } = await finishExport(actor, { exportId, attempt, rows: found, carries, sealed });
    if (!kept) await removeObject(store, sealed);
    return { built: kept };
  } catch (error) {
    if (error instanceof Stopped) return { built: false };
    throw error;
  } finally {
    await spool.discard();
  }
}

/** Keys that go into the package, put on record some thousands at a time. */
function disclosedKeys(actor: Actor, exportId: string) {
  let waiting = new Set<string>();
  async function flush() {
    const keys = [...waiting];
    waiting = new Set();
    for (let at = 0; at < keys.length; at += 10_000) {
      await noteDisclosedKeys(actor, { exportId, keys: keys.slice(at, at + 10_000) });
    }
  }
  return {
    flush,
    async add(keys: readonly string[]) {
      for (const key of keys) waiting.add(key);
      if (waiting.size >= 10_000) await flush();
    },
  };
}

/** Keys first, bytes second: cut off in between, the bytes that are left can be read by nobody. */
export async function sweepExports(actor: Actor): Promise<{ destroyed: number; forgotten: number }> {
  const { expired, forgotten } = await exportsDue(actor, {});
  for (const exportId of expired) await removeObject(exportStore(), await expireExport(actor, { exportId }));
  for (const exportId of forgotten) {
    await failExport(actor, { exportId, problem: "It was not finished within a day. Nothing was kept." });
  }
  return { destroyed: expired.length, forgotten: forgotten.length };
}

/** Removes what killed builds put aside: of one export, or everything older than a day. */
export async function sweepSpool(exportId?: string): Promise<void> {
  const names = await readdir(spoolFolder()).catch(() => []);
  for (const name of names) {
    const file = path.join(spoolFolder(), name);
    const facts = await stat(file).catch(() => null);
    const old = facts !== null && Date.now() - facts.mtimeMs > day;
    if (exportId === undefined ? old : name.startsWith(`${exportId}.`)) await unlink(file).catch(() => undefined);
  }
}
