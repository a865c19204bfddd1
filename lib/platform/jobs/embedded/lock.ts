import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

// One engine per database: concurrency limits and "one discovery at a time" are kept in the engine's memory.
export const engineLockName = "job_engine";

export type EngineLock = { lost: Promise<Error>; release(): Promise<void> };

/** Takes the engine's advisory lock on a connection of its own; throws if another engine keeps it for longer than `wait`. */
export async function acquireEngineLock(databaseUrl: string, wait: number): Promise<EngineLock> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: "job-engine-lock", keepAlive: true });
  let lose: (error: Error) => void = () => {};
  const lost = new Promise<Error>((resolve) => {
    lose = resolve;
  });
  client.on("error", (error) => lose(error));
  client.on("end", () => lose(new Error("The connection that holds the engine's lock has ended.")));
  const release = (): Promise<void> => {
    client.removeAllListeners("end"); // given back, not lost
    return client.end();
  };
  await client.connect();
  const until = Date.now() + wait;
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>(
      "select pg_try_advisory_lock(hashtextextended($1, 0)) as taken",
      [engineLockName],
    );
    if (rows[0]?.taken) return { lost, release };
    if (Date.now() >= until) {
      await client.end();
      throw new Error(
        "Another job engine is running on this database. Stop it first, or give this one its own database.",
      );
    }
    await sleep(Math.min(250, wait));
  }
}
