import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { toHex } from "@/lib/platform/crypto/bytes";
import { sha256 } from "@/lib/platform/crypto/sha256";
import { createTestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import type { PackageRequest } from "../export/build-package";
import { blobSource } from "../verify/byte-source";
import { verifyPackage } from "../verify/verify-package";
import { contentOf, logOf, tamper } from "./log-inspection";
import { startWitness } from "./running-witness";
import { writeEvents } from "./write-events";
import { unzipInto, zipFolder } from "./zip-folder";

const logTables = ["audit_event", "audit_leaf", "audit_tile", "audit_checkpoint"];
const witnessTables = ["audit_pending", "audit_cosignature", "audit_witness", "subject_key"];

/** A request for the whole of the log below. */
export const everything: PackageRequest = {
  selection: { kind: "range", first: 0n, count: 601n },
  earlierSizes: [200n, 400n],
  disclose: true,
  requestedBy: "Test compliance_officer",
  requestedAt: new Date("2026-03-01T12:00:00Z"),
};

/** An organisation with a log of 601 events, signed (and cosigned, if wanted) at 200, 400 and 601, in a database of its own. */
export async function createLogToExport({ witnessed = false } = {}) {
  const database = await createTestDatabase();
  const folder = await mkdtemp(path.join(os.tmpdir(), "plinto-package-"));
  const { connectSequencer, sequenceOnce } = await import("../log/sequencer");
  const { fileStore } = await import("@/lib/platform/storage/object-store");
  const pool = connectSequencer(database.url);
  const organization = await createTestOrganization("Package");
  const log = await logOf(database.url, organization.id);
  const neighbour = witnessed ? await createTestOrganization("Neighbour") : organization;
  if (witnessed) await writeEvents(neighbour, 30, "neighbour.write");
  const undoTables = witnessed ? [...logTables, ...witnessTables] : logTables;
  const running = witnessed ? await startWitness(path.join(folder, "witness"), [log.vkey]) : null;
  let packages = 0;

  async function sequence(store: string) {
    await sequenceOnce(pool, fileStore(path.join(folder, store)), () => new Date(), true);
  }
  async function cosign() {
    const { witnessOnce } = await import("../witness/witnessing");
    if (running) await witnessOnce(pool, [running.witness], () => new Date());
  }
  for (const events of [199, 200, 201]) {
    await writeEvents(organization, events, `example.write-${events}`);
    await sequence("store");
    await cosign();
    if (events === 199) {
      const kept = undoTables.map((table) => `create table at_${events}_${table} as table ${table}`);
      await tamper(database.url, ...kept);
    }
  }
  const { notes } = await contentOf(database.url, log);
  await tamper(database.url, ...undoTables.map((table) => `create table good_${table} as table ${table}`));

  return {
    organization,
    folder,
    log,
    url: database.url,
    notes,
    policy: running
      ? `log ${log.vkey}\nwitness one ${running.witness.vkey}\nquorum one\n`
      : `log ${log.vkey}\nquorum none\n`,
    /** What the witness is asked for, if there is one. */
    cosign,
    /** SQL for the event at an index. */
    leafAt: (index: number) => `(select event_id from audit_leaf where log_id = '${log.id}' and index = ${index})`,
    /** Sequences all logs into a store of their own. */
    sequence,

    /** SQL that puts the database back to its backup at 200 events. */
    restoreBackup: undoTables.flatMap((table) => [
      `delete from ${table}`,
      `insert into ${table} select * from at_199_${table}`,
    ]),
    /** The log of another organisation in the same database. */
    neighbour: () => logOf(database.url, neighbour.id),

    /** Damages the database for as long as `work` runs. */
    async whileTampered(statements: string[], work: () => Promise<void>) {
      await tamper(database.url, ...statements);
      try {
        await work();
      } finally {
        const undo = (table: string) => [`delete from ${table}`, `insert into ${table} select * from good_${table}`];
        await tamper(database.url, ...undoTables.flatMap(undo));
      }
    },

    /** Builds a package, lets someone at its files; the path of the ZIP, beside the folder of its files. */
    async exported(request = everything, change?: (files: string) => Promise<void>): Promise<string> {
      const { buildPackage } = await import("../export/build-package");
      const { SealedSpool } = await import("../export/sealed-spool");
      const { inTenant } = await import("@/lib/platform/db/tenant");
      const files = path.join(folder, `package-${packages++}`);
      const spool = await SealedSpool.create(path.join(folder, "spool"), "package");
      try {
        const { zip } = await buildPackage((work) => inTenant(organization.id, "read", work), request, spool);
        await pipeline(zip, createWriteStream(`${files}.zip`));
      } finally {
        await spool.discard();
      }
      await unzipInto(files, `${files}.zip`);
      if (change) {
        await change(files);
        await zipFolder(files, `${files}.zip`);
      }
      return `${files}.zip`;
    },

    async drop() {
      const { disconnect } = await import("@/lib/platform/db/client");
      await disconnect();
      await running?.stop();
      await pool.end();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A package of the first `count` events of a log, open or closed; the path of the ZIP. */
export async function exportLog(
  folder: string,
  organizationId: string,
  logId: string,
  count: bigint,
  more: Partial<PackageRequest> = {},
): Promise<string> {
  const { buildPackage } = await import("../export/build-package");
  const { SealedSpool } = await import("../export/sealed-spool");
  const { inTenant } = await import("@/lib/platform/db/tenant");
  const file = path.join(folder, `package-${crypto.randomUUID()}.zip`);
  const selection = { kind: "range", first: 0n, count } as const;
  const request = { selection, logId, disclose: true, requestedBy: "Somebody", requestedAt: new Date(), ...more };
  const spool = await SealedSpool.create(path.join(folder, "spool"), "package");
  try {
    const { zip } = await buildPackage((work) => inTenant(organizationId, "read", work), request, spool);
    await pipeline(zip, createWriteStream(file));
  } finally {
    await spool.discard();
  }
  return file;
}

export async function checkPackage(zip: string, trust: Parameters<typeof verifyPackage>[1] = {}) {
  const report = await verifyPackage(blobSource(new Blob([new Uint8Array(await readFile(zip))])), trust);
  return { ...report, messages: report.problems.map((problem) => problem.message).join("\n") };
}

/** What a careful forger does: all sums fit again. */
export async function fixSums(files: string): Promise<void> {
  const manifestFile = path.join(files, "manifest.json");
  const manifest = JSON.parse(await readFile(manifestFile, "utf8"));
  for (const file of manifest.files) {
    const bytes = await readFile(path.join(files, file.path));
    file.sha256 = toHex(sha256(bytes));
    file.bytes = bytes.length;
  }
  await writeFile(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);
  const sums = manifest.files.map((file: { sha256: string; path: string }) => `${file.sha256}  ${file.path}\n`);
  sums.push(`${toHex(sha256(await readFile(manifestFile)))}  manifest.json\n`);
  sums.sort((a: string, b: string) => (a.slice(66) < b.slice(66) ? -1 : 1));
  await writeFile(path.join(files, "SHA256SUMS"), sums.join(""));
}
