import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createTestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { contentOf, logOf, opened, rootFromScratch, tamper } from "./log-inspection";
import { writeEvents } from "./write-events";

/** What a backup of the database holds of the logs. */
const backedUp = ["audit_event", "audit_leaf", "audit_tile", "audit_checkpoint", "audit_pending", "subject_key"];

/** A database of its own with a sequencer to be run by hand, backups to be taken and put back. */
export async function createSequencedDatabase() {
  const database = await createTestDatabase();
  const folder = await mkdtemp(path.join(os.tmpdir(), "plinto-broken-"));
  const { connectSequencer, sequenceOnce } = await import("../log/sequencer");
  const { fileStore } = await import("@/lib/platform/storage/object-store");
  const pool = connectSequencer(database.url);
  const store = fileStore(path.join(folder, "store"));
  return {
    url: database.url,
    pool,
    store,
    folder,
    pass: (now = () => new Date()) => sequenceOnce(pool, store, now, true),
    backUp: (name: string) =>
      tamper(database.url, ...backedUp.map((table) => `create table ${name}_${table} as table ${table}`)),
    restore: (name: string) =>
      tamper(
        database.url,
        ...backedUp.flatMap((table) => [`delete from ${table}`, `insert into ${table} select * from ${name}_${table}`]),
      ),
    /** Where an object of a log's copy lies. */
    copyFile: (origin: string, name: string) =>
      path.join(folder, "store/log", ...origin.split("/").map(encodeURIComponent), name),
    async drop() {
      const { disconnect } = await import("@/lib/platform/db/client");
      await disconnect();
      await pool.end();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
export type SequencedDatabase = Awaited<ReturnType<typeof createSequencedDatabase>>;

/** An organisation whose log is signed at 10 events and, after a backup called `old`, at 310. */
export async function createBackedUpLog(at: SequencedDatabase, backup = "old") {
  const organization = await createTestOrganization("Restored");
  await writeEvents(organization, 9);
  await at.pass();
  await at.backUp(backup);
  await writeEvents(organization, 300, "example.later");
  await at.pass();
  const log = await logOf(at.url, organization.id);
  return { organization, log, before: await signedContent(at.url, log) };
}

/** Everything of a log, its checkpoints opened and their roots computed from scratch. */
export async function signedContent(url: string, log: { id: string; vkey: string }) {
  const { leaves, notes } = await contentOf(url, log);
  const checkpoints = opened(notes, log).map((checkpoint) => ({
    ...checkpoint,
    fits: Buffer.from(rootFromScratch(leaves.slice(0, Number(checkpoint.size)))).equals(checkpoint.root),
  }));
  return { leaves, checkpoints, dense: leaves.every((leaf, i) => leaf.index === `${i}`) };
}
