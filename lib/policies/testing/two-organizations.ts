import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import type { Tx } from "../../platform/db/client";
import { policyStory } from "./story";

/**
 * What the database tests of this domain stand on: a database and a store of their own with two organisations, and a clock that goes
 * again after each test. Called once at the top of a file; what it returns is filled before the first test.
 */
export function twoOrganizations() {
  const ours = {} as TestOrganization;
  const theirs = {} as TestOrganization;
  const story = {} as Awaited<ReturnType<typeof policyStory>>;
  const files = { folder: "" };
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let setClock: (at: Date | null) => void;

  beforeAll(async () => {
    files.folder = await mkdtemp(path.join(os.tmpdir(), "plinto-policies-"));
    process.env.EVIDENCE_STORAGE_PATH = path.join(files.folder, "objects");
    database = await createTestDatabase();
    Object.assign(ours, await createTestOrganization("Ours"));
    Object.assign(theirs, await createTestOrganization("Theirs"));
    Object.assign(story, await policyStory(ours));
    setClock = (await import("../../platform/clock")).setClock;
  });
  afterEach(() => setClock(null));
  afterAll(async () => {
    const { disconnect } = await import("../../platform/db/client");
    await disconnect();
    await database.drop();
    await rm(files.folder, { recursive: true, force: true });
  });

  /** Works on our rows as `portal_app`, without any command; with a person, in their name. */
  async function rows<T>(work: (tx: Tx) => Promise<T>, personId?: string): Promise<T> {
    const { inTenant } = await import("../../platform/db/tenant");
    return inTenant(ours.id, "write", async (tx) => {
      if (personId) await tx.$queryRaw`select set_config('app.person_id', ${personId}, true)`;
      return work(tx);
    });
  }

  return {
    ...{ ours, theirs, story, files, rows },
    emailOf: async (personId: string) =>
      (await rows((tx) => tx.person.findUniqueOrThrow({ where: { id: personId } }))).email,
    assignmentOf: (versionId: string, personId: string) =>
      rows((tx) => tx.policyAssignment.findFirst({ where: { versionId, personId, current: true } })),
    /** Stops the clock at a moment; null lets it go. */
    stop: (at: string | null) => setClock(at === null ? null : new Date(at)),
  };
}
