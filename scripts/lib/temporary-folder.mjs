import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { childrenFile } from "./children-file.mjs";
import { clearStalePostmaster } from "./postmaster-file.mjs";
import { isRunning, startTimeOf } from "./processes.mjs";

const prefix = "plinto-portal-test-";

/** A folder for one test run, marked with its owner; what runs killed by force left is cleared away first. */
export async function makeTemporaryFolder() {
  await sweepAbandoned();
  const folder = mkdtempSync(path.join(os.tmpdir(), prefix));
  chmodSync(folder, 0o755); // the database may run as another user
  const owner = { pid: process.pid, startTime: startTimeOf(process.pid) };
  writeFileSync(path.join(folder, "owner.json"), JSON.stringify(owner));
  return folder;
}

export const removeFolder = (folder) => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

async function sweepAbandoned() {
  for (const name of readdirSync(os.tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const folder = path.join(os.tmpdir(), name);
    try {
      if (isRunning(JSON.parse(readFileSync(path.join(folder, "owner.json"), "utf8")))) continue;
      await childrenFile(folder).endLeftovers();
      await clearStalePostmaster(path.join(folder, "postgres"));
      removeFolder(folder);
    } catch {
      // Another run's folder, just being made or removed, or another person's: leave it.
    }
  }
}
