import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { applyMigrations } from "../schema/apply";
import { startTemporaryPostgres } from "./temporary-postgres";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the tests' PostgreSQL listens: a database nobody writes to. */
    adminDatabaseUrl: string;
  }
}

/** Vitest's global set-up for `*.db.test.ts`: one PostgreSQL, one migrated template; each test file clones its own. */
export default async function setUp(project: TestProject) {
  const postgres = await startTemporaryPostgres();
  const stopAtExit = () => void postgres.stop();
  process.once("beforeExit", stopAtExit);
  try {
    await query(postgres.url, "create database portal_template");
    const template = postgres.url.replace(/\/portal$/, "/portal_template");
    await applyMigrations(template);
    // Tests stop the clock and set it back; one that wants the database's own time says so.
    await query(template, "update portal_clock set simulated = true");
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  project.provide("adminDatabaseUrl", postgres.url);
  return async () => {
    process.off("beforeExit", stopAtExit);
    await postgres.stop();
  };
}

async function query(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
