import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { startPostgres } from "../lib/postgres.mjs";
import { clearStalePostmaster } from "../lib/postmaster-file.mjs";
import { isRunning, startTimeOf } from "../lib/processes.mjs";

const prefix = "plinto-portal-test-";

/** PostgreSQL in a folder that vanishes with it; nothing is flushed to disk, so it is fast and good for tests only. */
export async function startTemporaryPostgres() {
  await sweepAbandoned();
  const folder = mkdtempSync(path.join(os.tmpdir(), prefix));
  chmodSync(folder, 0o755); // the server may run as another user
  writeFileSync(
    path.join(folder, "owner.json"),
    JSON.stringify({ pid: process.pid, startTime: startTimeOf(process.pid) }),
  );
  const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };
  try {
    const postgres = await startPostgres({ dataFolder: path.join(folder, "postgres"), settings });
    return {
      url: postgres.url,
      async stop() {
        await postgres.stop();
        rmSync(folder, { recursive: true, force: true });
        // Where root's folders cannot be reached the data lie elsewhere.
        rmSync(postgres.dataFolder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** What runs killed by force left behind: their server is stopped, their folder removed. */
async function sweepAbandoned(): Promise<void> {
  for (const name of readdirSync(os.tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const folder = path.join(os.tmpdir(), name);
    try {
      if (isRunning(JSON.parse(readFileSync(path.join(folder, "owner.json"), "utf8")))) continue;
      await clearStalePostmaster(path.join(folder, "postgres"));
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another run's folder, just being made or removed, or another person's: leave it.
    }
  }
}
