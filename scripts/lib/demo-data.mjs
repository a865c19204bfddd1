import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { placePostgres } from "./postgres-binaries.mjs";
import { clearStalePostmaster } from "./postmaster-file.mjs";
import { Problem } from "./problem.mjs";
import { root } from "./settings.mjs";

/** Throws away everything in the data folder, after asking. */
export async function throwAway(settings, { yes }) {
  if (settings.databaseUrl) {
    throw new Problem(
      "--fresh throws away the portal's own demo database only.",
      "DATABASE_URL is set: empty that database yourself.",
    );
  }
  const { dataFolder } = settings;
  const inside = existsSync(dataFolder) ? readdirSync(dataFolder).filter((name) => name !== "up.json") : [];
  if (!yes) await askFor(`Throw away everything in ${dataFolder}: people, records, files and keys? Type yes: `);
  const folder = path.join(dataFolder, "postgres");
  const place = placePostgres({ root, dataFolder: folder });
  await clearStalePostmaster(place.dataFolder);
  rmSync(place.dataFolder, { recursive: true, force: true });
  for (const name of inside) rmSync(path.join(dataFolder, name), { recursive: true, force: true });
}

async function askFor(question) {
  if (!process.stdin.isTTY)
    throw new Problem("--fresh asks before it throws data away, and nobody is here to answer.", "Say --yes too.");
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await lines.question(`\n  ${question}`);
  lines.close();
  if (answer.trim() !== "yes") throw new Problem("Nothing was thrown away.", "Start without --fresh to keep the data.");
}

const migrationsOnDisk = () => {
  const folder = path.join(root, "prisma/migrations");
  return existsSync(folder) ? readdirSync(folder).filter((name) => /^\d{14}_/.test(name)) : [];
};

/** Before an older data folder is migrated its database is copied aside, stopped as it is; the newest three copies are kept. */
export async function backUpBeforeMigrating(dataFolder) {
  const place = placePostgres({ root, dataFolder: path.join(dataFolder, "postgres") });
  const applied = readApplied(dataFolder);
  if (!existsSync(place.dataFolder) || applied === null) return null;
  if (migrationsOnDisk().every((name) => applied.includes(name))) return null;
  await clearStalePostmaster(place.dataFolder);
  const backups = path.join(dataFolder, "backups");
  mkdirSync(backups, { recursive: true, mode: 0o700 });
  const target = path.join(backups, `postgres-${new Date().toISOString().replaceAll(/[:.]/g, "-")}`);
  const copied = spawnSync("cp", ["-a", place.dataFolder, target]);
  if (copied.status !== 0)
    cpSync(place.dataFolder, target, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  for (const old of readdirSync(backups).sort().slice(0, -3))
    rmSync(path.join(backups, old), { recursive: true, force: true });
  return target;
}

const appliedFile = (dataFolder) => path.join(dataFolder, "migrations.json");

function readApplied(dataFolder) {
  try {
    return JSON.parse(readFileSync(appliedFile(dataFolder), "utf8"));
  } catch {
    return null;
  }
}

export const noteApplied = (dataFolder) =>
  writeFileSync(appliedFile(dataFolder), `${JSON.stringify(migrationsOnDisk(), null, 2)}\n`);

/** `scripts/seed.ts` leaves this mark while it tells the story; nobody has used a portal that was never announced. */
export const isStoryUnfinished = (dataFolder) => existsSync(path.join(dataFolder, "demo-story.unfinished"));

/** One sign-in per role, as the seed wrote them. */
export function signIns(dataFolder) {
  try {
    return JSON.parse(readFileSync(path.join(dataFolder, "demo-sign-ins.json"), "utf8"));
  } catch {
    return [];
  }
}
