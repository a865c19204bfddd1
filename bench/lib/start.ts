import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Actor } from "../../lib/platform/auth/actor-types";
import { jobsMemory } from "../../scripts/lib/settings.mjs";
import { applyMigrations } from "../../scripts/schema/apply";
import type { TestOrganization } from "../../scripts/testing/organization";
import { startTemporaryPostgres } from "../../scripts/testing/temporary-postgres";

/** A database and a folder of their own for a measurement, with one organisation. */
export interface Bench {
  url: string;
  folder: string;
  organization: Pick<TestOrganization, "id" | "person"> & { system(job: string): Actor };
  /** Another process made it, and will end it. */
  joined: boolean;
  stop(): Promise<void>;
}

/** What another process needs to measure on the same database; under this name in its environment. */
const sharedName = "PLINTO_BENCH";
const secrets = ["PORTAL_MASTER_KEY", "NEXTAUTH_SECRET"] as const;

/** A bench of its own, gone after `stop`; or the one that `shared` of another process hands over, which stays. */
export async function startBench(): Promise<Bench> {
  const given = process.env[sharedName];
  if (given !== undefined) return joinBench(given);
  const postgres = await startTemporaryPostgres();
  const folder = await mkdtemp(path.join(os.tmpdir(), "plinto-bench-"));
  for (const name of secrets) process.env[name] ??= randomBytes(32).toString("base64");
  settle(postgres.url, folder);
  await applyMigrations(postgres.url);
  const { createTestOrganization } = await import("../../scripts/testing/organization");
  return {
    url: postgres.url,
    folder,
    organization: await createTestOrganization("Bench"),
    joined: false,
    async stop() {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Runs a script of this folder on the same bench in a process of its own, started as that of the jobs, whose memory nothing has filled. */
export async function runOn({ url, folder, organization }: Bench, script: string, words: readonly string[]) {
  const { id, person } = organization;
  const shared = { [sharedName]: JSON.stringify({ url, folder, id, person }) };
  await runScript(script, words, { ...shared, ...jobsMemory.environment }, jobsMemory.flags);
}

/** Runs a script of this folder to its end; its lines are printed as they come. */
export async function runScript(
  script: string,
  words: readonly string[],
  environment: Record<string, string> = {},
  flags: readonly string[] = [],
) {
  const file = path.join(import.meta.dirname, "..", script);
  const child = spawn(process.execPath, [...flags, ...process.execArgv, file, ...words], {
    stdio: "inherit",
    env: { ...process.env, ...environment },
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`${script} ended with ${code}.`);
}

function joinBench(given: string): Bench {
  const { url, folder, id, person } = JSON.parse(given, (name, value) =>
    name === "authenticatedAt" ? new Date(value) : value,
  );
  settle(url, folder);
  const origin = { requestId: crypto.randomUUID(), ip: "192.0.2.1", userAgent: "bench" };
  const system = (job: string): Actor => ({ kind: "system", name: job, organizationId: id, ...origin });
  return { url, folder, organization: { id, person, system }, joined: true, stop: async () => undefined };
}

function settle(url: string, folder: string): void {
  process.env.DATABASE_URL = url;
  process.env.DATA_EXPORT_PATH = path.join(folder, "exports");
  process.env.EVIDENCE_STORAGE_PATH = path.join(folder, "evidence");
  process.env.PUBLIC_URL ??= "http://localhost:3999";
  process.env.LOG_LEVEL = "silent";
}

/** The value below which the given share of the list lies. */
export function quantile(list: readonly number[], share: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (list: readonly number[]) => quantile(list, 0.5);

/** One line of the table in README.md. */
export function printMeasure(measure: string, found: string, aim: string): void {
  console.log(`| ${measure} | ${found} | ${aim} |`);
}

export const ms = (value: number) => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
export const times = (value: number) => value.toFixed(2);
