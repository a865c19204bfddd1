import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { UserActor } from "@/lib/platform/auth/actor-types";
import { setClock } from "@/lib/platform/clock";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { writeEvents } from "./write-events";

export type OldOrganization = TestOrganization & { second: UserActor };

/** A database whose organisations have a month of 2015, long past every retention, and the present. */
export async function createOldMonths() {
  const database = await createTestDatabase();
  const folder = await mkdtemp(path.join(os.tmpdir(), "plinto-archive-"));
  process.env.EVIDENCE_STORAGE_PATH = path.join(folder, "store");
  process.env.DATA_EXPORT_PATH = path.join(folder, "exports");
  const { connectSequencer, sequenceOnce } = await import("../log/sequencer");
  const { objectStore } = await import("@/lib/platform/storage/object-store");
  const pool = connectSequencer(database.url);
  const sequence = () => sequenceOnce(pool, objectStore(), () => new Date(), true);

  /** `events` in March 2015, some in April 2015 and some now; two officers and everybody else. */
  async function organization(name: string, events: number): Promise<OldOrganization> {
    setClock("2015-03-10T10:00:00Z");
    try {
      const made = await createTestOrganization(name);
      const second = await made.join("Second Officer", ["compliance_officer"]);
      await writeEvents(made, events);
      setClock("2015-04-10T10:00:00Z");
      await writeEvents(made, 5, "example.april");
      setClock(null);
      await writeEvents(made, 5, "example.now");
      await sequence();
      return { ...made, second };
    } finally {
      setClock(null);
    }
  }

  /** Destroys the keys of every ended class and month, by two people, on record. */
  async function destroyOldKeys(at: OldOrganization): Promise<void> {
    const { proposeEndedKeys } = await import("../keys/propose-ended");
    const { adoptDestruction } = await import("../keys/adopt");
    const { approveDestruction } = await import("../keys/approve");
    const { destroyBatch } = await import("../keys/destroy-batch");
    for (const id of (await proposeEndedKeys(at.system(), {})).proposed) {
      await adoptDestruction(at.person.compliance_officer, { id });
      await approveDestruction({ ...at.second, authenticatedAt: new Date() }, { id });
      while (!(await destroyBatch(at.system(), { id })).done);
    }
    await sequence();
  }

  return {
    url: database.url,
    folder,
    sequence,
    organization,
    destroyOldKeys,
    async drop() {
      await (await import("@/lib/platform/db/client")).disconnect();
      await pool.end();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
