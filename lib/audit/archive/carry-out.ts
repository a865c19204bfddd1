import "server-only";
import type { Actor } from "@/lib/platform/auth/actor-types";
import type { Tx } from "@/lib/platform/db/client";
import { inTenant } from "@/lib/platform/db/tenant";
import { checkObject, ObjectProblem, putObject } from "@/lib/platform/storage/encryption";
import { type ObjectStore, objectStore } from "@/lib/platform/storage/object-store";
import { buildPackage } from "../export/build-package";
import type { ReadLog } from "../export/package-source";
import { SealedSpool } from "../export/sealed-spool";
import { CopyDamaged, copiedLeaves } from "./copied-leaves";
import { archiveToDo, holdUpArchive, keepBundle, moveEvents } from "./steps";
import { archiveSpool, verifyBundle } from "./verify-bundle";

type ToDo = NonNullable<Awaited<ReturnType<typeof archiveToDo>>>;
const folder = "archives";
const comparedAtOnce = 1_024n;

/**
 * Carries an approved month out: bundle, verify what was stored, compare the log's copy, record the hash, and only then move the
 * events out of the table, some thousands at a time. Cut off anywhere it goes on where it was; until the hash is recorded nothing
 * has changed. `batches` at most, so that a job's step stays short.
 * @returns whether anything is left that can go on now
 */
export async function carryOutArchive(
  actor: Actor,
  id: string,
  { batches = 20, store = objectStore() }: { batches?: number; store?: ObjectStore } = {},
): Promise<{ left: boolean }> {
  const found = await archiveToDo(actor, { id });
  if (found === null) return { left: false };
  if (found.waits !== null) return heldUp(actor, id, `It waits: ${found.waits}.`, false);
  if (found.archive.state === "approved") {
    const problem = await bundle(actor, found, store);
    return problem === null ? { left: true } : heldUp(actor, id, problem, true);
  }
  const state = found.bundle === null ? "missing" : await checkObject(store, found.bundle);
  if (state !== "verified") return heldUp(actor, id, new ObjectProblem(state).message, true);
  for (let batch = 0; batch < batches; batch += 1) {
    if (!(await moveEvents(actor, { id })).left) return { left: false };
  }
  return { left: true };
}

async function bundle(actor: Actor, { archive, log, policy }: ToDo, store: ObjectStore): Promise<string | null> {
  const { id, first, count } = archive;
  // What a killed build left.
  for (const name of await store.list(folder)) {
    if (name.startsWith(`${id}.`)) await store.remove(`${folder}/${name}`);
  }
  const read: ReadLog = (work) => inTenant(actor.organizationId, "read", work);
  const problem = await compareCopy(read, log, first, first + count, store);
  if (problem !== null) return problem;
  const spool = await SealedSpool.create(archiveSpool(), id);
  try {
    const { zip } = await buildPackage(
      read,
      {
        selection: { kind: "range", first, count },
        ...{ logId: log.logId, size: log.size, disclose: false },
        ...{ requestedBy: "the portal", requestedAt: archive.decidedAt ?? archive.proposedAt },
      },
      spool,
    );
    const sealed = await putObject(store, zip, { prefix: `${folder}/${id}.` });
    const wrong = await verifyBundle(sealed, archive, policy, { id, store });
    if (wrong !== null) return `The bundle was not kept: ${wrong}`.slice(0, 300);
    await keepBundle(actor, { id, size: log.size, sealed });
    return null;
  } finally {
    await spool.discard();
  }
}

/** Afterwards single events are read from the log's copy: each must be there, as it was signed, before the table lets go of it. */
async function compareCopy(read: ReadLog, log: ToDo["log"], first: bigint, end: bigint, store: ObjectStore) {
  for (let at = first; at < end; at += comparedAtOnce) {
    const stop = at + comparedAtOnce < end ? at + comparedAtOnce : end;
    const hashes = await read(
      (tx: Tx) => tx.$queryRaw<{ hash: Uint8Array }[]>`
      select leaf_hash as hash from audit_leaf where log_id = ${log.logId}::uuid
        and index >= ${`${at}`}::bigint and index < ${`${stop}`}::bigint order by index`,
    );
    try {
      await copiedLeaves(
        store,
        log.origin,
        at,
        hashes.map(({ hash }) => new Uint8Array(hash)),
      );
    } catch (error) {
      if (error instanceof CopyDamaged) return error.message;
      throw error;
    }
  }
  return null;
}

async function heldUp(actor: Actor, id: string, problem: string, alarm: boolean): Promise<{ left: boolean }> {
  await holdUpArchive(actor, { id, problem, alarm });
  return { left: false };
}
