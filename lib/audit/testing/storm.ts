import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { leafHash } from "@/lib/platform/crypto/merkle";
import type { EventDraft } from "@/lib/platform/operation/event-draft";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { RootFromScratch } from "../check/root-from-scratch";
import { contentOf, logOf, opened } from "./log-inspection";

const script = fileURLToPath(new URL("./interrupted-sequencer.ts", import.meta.url));
const writers = 16;

/**
 * Sixteen writers on one organisation for a while, the sequencer a process of its own that is killed with -9 again and again.
 * Then: no gap, fork, duplicate or loss, and every signed root is the one computed from scratch (A4, A16).
 */
export async function stormAndKill({ seconds, kills }: { seconds: number; kills: number }) {
  const database = await createTestDatabase();
  const folder = await mkdtemp(path.join(os.tmpdir(), "plinto-storm-"));
  const organization = await createTestOrganization("Storm");
  let sequencer = await start(database.url, folder);
  try {
    const until = Date.now() + seconds * 1_000;
    const writing = Promise.all(Array.from({ length: writers }, () => writeUntil(organization, until)));
    for (let kill = 0; kill < kills; kill++) {
      await sleep((seconds * 1_000) / (kills + 1));
      sequencer.kill("SIGKILL");
      await once(sequencer, "exit");
      sequencer = await start(database.url, folder);
    }
    const written = (await writing).flat();
    await expect.poll(() => isSettled(database.url, organization), { timeout: 60_000, interval: 200 }).toBe(true);
    sequencer.kill("SIGKILL");
    return await inspect(database.url, organization, written);
  } finally {
    sequencer.kill("SIGKILL");
    await (await import("@/lib/platform/db/client")).disconnect();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function start(databaseUrl: string, folder: string): Promise<ChildProcess> {
  const args = [
    "--conditions=react-server",
    "--import",
    "tsx",
    script,
    databaseUrl,
    path.join(folder, "store"),
    "never",
  ];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  return child;
}

const words = {
  type: "system_change",
  action: "example.storm",
  crud: "update",
  outcome: "success",
  riskLevel: "low",
  retentionClass: "seven_years",
  controlIds: [],
} as const;

/** One transaction after the other; the ids of those that were committed. */
async function writeUntil(organization: TestOrganization, until: number): Promise<string[]> {
  const { inTenant } = await import("@/lib/platform/db/tenant");
  const { record } = await import("@/lib/platform/operation/record");
  const actor = organization.system("storm");
  const ids: string[] = [];
  while (Date.now() < until) {
    const draft: EventDraft = { ...words, resource: { type: "example", id: `${ids.length}` } };
    ids.push(await inTenant(organization.id, "write", (tx) => record(tx, actor, draft, [], new Date())));
  }
  return ids;
}

async function isSettled(url: string, organization: TestOrganization): Promise<boolean> {
  const log = await logOf(url, organization.id);
  if (log.pending > 0) return false;
  const { leaves, notes } = await contentOf(url, log);
  return opened(notes.slice(-1), log)[0]?.size === BigInt(leaves.length);
}

async function inspect(url: string, organization: TestOrganization, written: readonly string[]) {
  const log = await logOf(url, organization.id);
  const { leaves, notes } = await contentOf(url, log);
  const ids = new Set(leaves.map((leaf) => leaf.eventId));
  const root = new RootFromScratch();
  let at = 0;
  let wrongRoots = 0;
  for (const checkpoint of opened(notes, log)) {
    while (at < checkpoint.size) root.add(leafHash(leaves[at++]?.leaf ?? Buffer.alloc(0)));
    if (!Buffer.from(root.value()).equals(checkpoint.root)) wrongRoots++;
  }
  return {
    written: written.length,
    leaves: leaves.length,
    gaps: leaves.filter((leaf, i) => leaf.index !== `${i}`).length,
    duplicates: leaves.length - ids.size,
    lost: written.filter((id) => !ids.has(id)).length,
    unsigned: leaves.length - at,
    checkpoints: notes.length,
    wrongRoots,
    halted: log.haltedReason,
  };
}
