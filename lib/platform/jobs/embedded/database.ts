import "server-only";
import pg from "pg";

export type Sql = Pick<pg.ClientBase, "query">;

const transient = new Set(["40001", "40P01"]);

/** One connection pool for the queue and one for everything else share these settings. */
export function createPool(databaseUrl: string, max: number, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({ connectionString: databaseUrl, max, application_name: "job-engine" });
  pool.on("error", onError); // a connection that breaks must not end the process: the next query reconnects
  pool.on("connect", (client) => client.on("error", onError));
  return pool;
}

/** Runs `work` in one transaction; deadlocks and serialisation failures are retried, at most three times. */
export async function transaction<T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const client = await pool.connect();
    try {
      await client.query("begin");
      const result = await work(client);
      await client.query("commit");
      client.release();
      return result;
    } catch (error) {
      const broken = await client.query("rollback").then(
        () => false,
        () => true,
      );
      client.release(broken);
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      if (attempt >= 3 || !transient.has(code)) throw error;
    }
  }
}
