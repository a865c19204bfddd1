import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { inject } from "vitest";

/**
 * A database of its own for a test file: migrated, empty, gone after `drop()`. Call it in `beforeAll`, before importing anything
 * that reads DATABASE_URL, which it sets.
 */
export async function createTestDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const admin = inject("adminDatabaseUrl");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await run(admin, `create database ${name} template portal_template`);
  const url = admin.replace(/\/portal$/, `/${name}`);
  process.env.DATABASE_URL = url;
  return { url, drop: () => run(admin, `drop database if exists ${name} with (force)`) };
}

async function run(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  // Two clones at once disturb each other ("source database is being accessed"): take turns.
  await client.query("select pg_advisory_lock(1)");
  await client.query(sql).finally(() => client.end());
}
