import { applyMigrations, MigrationProblem } from "./schema/apply";

const url = process.env.DATABASE_URL;
if (!url) {
  console.error("DATABASE_URL is not set: say which database to migrate.");
  process.exit(1);
}

try {
  const applied = await applyMigrations(url);
  for (const name of applied) console.log(`applied ${name}`);
  if (applied.length === 0) console.log("nothing to apply");
  // Without the installation's secrets nothing can be recorded: the next start makes up for it (A22).
  if (process.env.PORTAL_MASTER_KEY && process.env.NEXTAUTH_SECRET) {
    const { noteMigrations } = await import("../lib/platform/setup/note-migrations");
    await noteMigrations(new Date());
  }
} catch (error) {
  const known = error instanceof MigrationProblem || (error instanceof Error && "code" in error);
  console.error(known ? (error as Error).message || String((error as { code?: unknown }).code) : error);
  process.exitCode = 1;
}
// The engine leaves a timer of ten seconds behind.
process.exit();
