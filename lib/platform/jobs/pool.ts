import "server-only";
import pg from "pg";
import { env } from "../env";
import { log } from "../log";

const shared = globalThis as { portalJobPool?: pg.Pool };

/** The web server's few connections for looking at the job engine's tables, kept across hot reloads. */
export function jobPool(): pg.Pool {
  if (!shared.portalJobPool) {
    shared.portalJobPool = new pg.Pool({
      connectionString: env.DATABASE_URL,
      max: 2,
      application_name: "plinto-portal-jobs",
    });
    shared.portalJobPool.on("error", (error) => log.warn({ err: error }, "lost a database connection for jobs"));
  }
  return shared.portalJobPool;
}
