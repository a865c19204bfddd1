import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { applyMigrations } from "../../scripts/schema/apply";
import { startTemporaryPostgres } from "../../scripts/testing/temporary-postgres";

/** A database and a folder of their own for a measurement, with one organisation; gone after `stop`. */
export async function startBench() {
  const postgres = await startTemporaryPostgres();
  const folder = await mkdtemp(path.join(os.tmpdir(), "plinto-bench-"));
  process.env.DATABASE_URL = postgres.url;
  process.env.DATA_EXPORT_PATH = path.join(folder, "exports");
  process.env.EVIDENCE_STORAGE_PATH = path.join(folder, "evidence");
  process.env.PORTAL_MASTER_KEY ??= randomBytes(32).toString("base64");
  process.env.NEXTAUTH_SECRET ??= randomBytes(32).toString("hex");
  process.env.LOG_LEVEL = "silent";
  await applyMigrations(postgres.url);
  const { createTestOrganization } = await import("../../scripts/testing/organization");
  const organization = await createTestOrganization("Bench");
  return {
    url: postgres.url,
    folder,
    organization,
    async stop() {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A number given as `--events 100000` or `--events=100000`. */
export function option(name: string, usual: number): number {
  const at = process.argv.findIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`));
  const word = process.argv[at];
  if (at < 0 || word === undefined) return usual;
  return Number(word.includes("=") ? word.split("=")[1] : process.argv[at + 1]);
}

export const flag = (name: string) => process.argv.includes(`--${name}`);

/** The value below which the given share of the list lies. */
export function quantile(list: readonly number[], share: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** One line of the table in README.md. */
export function printMeasure(measure: string, found: string, aim: string): void {
  console.log(`| ${measure} | ${found} | ${aim} |`);
}

export const ms = (value: number) => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
export const times = (value: number) => value.toFixed(2);
