import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { startPostgres } from "./lib/postgres.mjs";
import { applyMigrations } from "./schema/apply";
import { draftMigration } from "./schema/draft";
import { migrationsFolder } from "./schema/files";

/** Writes the migration that leads from what the migrations make to what the schema files say. Nothing is applied anywhere. */
async function draft(name: string): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "plinto-portal-draft-"));
  const { chmod } = await import("node:fs/promises");
  await chmod(folder, 0o755);
  const postgres = await startPostgres({ dataFolder: path.join(folder, "postgres"), settings: { fsync: "off" } });
  try {
    await applyMigrations(postgres.url);
    const sql = await draftMigration(postgres.url);
    if (!sql) {
      console.log("The migrations already make what the schema files say: nothing to draft.");
      return;
    }
    const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
    const target = path.join(migrationsFolder, `${stamp}_${name}`);
    await mkdir(target, { recursive: true });
    await writeFile(path.join(target, "migration.sql"), `${sql}\n`);
    console.log(path.relative(process.cwd(), path.join(target, "migration.sql")));
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const name = process.argv[2];
if (name && /^[a-z]+(_[a-z0-9]+)+$/.test(name)) await draft(name);
else {
  console.error("Say what the migration does: npm run draft-migration -- add_policy_owner");
  process.exitCode = 1;
}
// The schema engine leaves a timer of ten seconds behind.
process.exit();
