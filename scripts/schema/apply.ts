import { Client } from "pg";
import { noFilter, withSchemaEngine } from "./engine";
import { readMigrations } from "./files";

/** Migrating is impossible as things stand; the message says which migration and why. */
export class MigrationProblem extends Error {
  override name = "MigrationProblem";
}

/**
 * Applies every migration the database has not seen, in order; safe to repeat and to run in two processes at once.
 * @returns the names of those applied now
 * @throws {MigrationProblem} with the migration's name and PostgreSQL's words
 */
export async function applyMigrations(url: string, folder?: string): Promise<string[]> {
  const migrationsList = await readMigrations(folder);
  return withLock(url, () =>
    withSchemaEngine(url, async (engine) => {
      const history = await engine.diagnoseMigrationHistory({
        migrationsList,
        optInToShadowDatabase: false,
        filters: noFilter,
      });
      // A script is one transaction: what began and did not end has changed nothing, and is tried again.
      const failed = history.failedMigrationNames;
      for (const migrationName of failed) await engine.markMigrationRolledBack({ migrationName });
      const edited = history.editedMigrationNames.filter((name) => !failed.includes(name));
      refuse(edited, "was changed after it had been applied", "Write a new migration instead.");
      if (history.history && history.history.diagnostic !== "databaseIsBehind") {
        const unknown = history.history.unpersistedMigrationNames;
        refuse(
          unknown,
          "is in the database but not in this version",
          "The data belong to a newer portal: use that one.",
        );
      }
      try {
        return (await engine.applyMigrations({ migrationsList, filters: noFilter })).appliedMigrationNames;
      } catch (error) {
        throw new MigrationProblem(wordsOf(error), { cause: error });
      }
    }),
  );
}

function refuse(names: string[], what: string, mend: string): void {
  if (names.length > 0) throw new MigrationProblem(`Migration ${names.join(", ")} ${what}. ${mend}`);
}

/** "Migration x: ERROR …" out of the engine's report, which is followed by its own stack. */
function wordsOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const name = /migration_name="([^"]+)"/.exec(text)?.[1];
  const words = text.replace(/^external connector error\n/, "").split(/\n\s+0: /)[0];
  return name ? `Migration ${name}: ${words}` : text;
}

async function withLock<T>(url: string, work: () => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('plinto-portal migrations'))");
    return await work();
  } finally {
    await client.end();
  }
}
