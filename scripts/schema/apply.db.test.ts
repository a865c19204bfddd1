import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createTestDatabase } from "../testing/test-database";
import { applyMigrations } from "./apply";
import { readMigrations } from "./files";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let folder: string;
const scratch = `scratch_${process.pid}`;
let scratchUrl: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-migrations-"));
  scratchUrl = inject("adminDatabaseUrl").replace(/\/portal$/, `/${scratch}`);
  await query(inject("adminDatabaseUrl"), `create database ${scratch}`);
});
afterAll(async () => {
  await query(inject("adminDatabaseUrl"), `drop database ${scratch} with (force)`);
  await database.drop();
  await rm(folder, { recursive: true });
});

async function query(url: string, sql: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client.query(sql).finally(() => client.end());
}

async function migration(name: string, sql: string) {
  await mkdir(path.join(folder, name), { recursive: true });
  await writeFile(path.join(folder, name, "migration.sql"), sql);
}

test("a migrated database takes no migration a second time, and the standard table lists each once", async () => {
  expect(await applyMigrations(database.url)).toEqual([]);
  const { rows } = await query(
    database.url,
    "select migration_name from _prisma_migrations where finished_at is not null order by 1",
  );
  const { migrationDirectories } = await readMigrations();
  expect(rows.map((row) => row.migration_name)).toEqual(migrationDirectories.map((directory) => directory.path));
});

test("two processes migrating at once apply each migration once", async () => {
  await migration("20260101000000_create_box", "create table box (id int primary key);");
  const applied = await Promise.all([applyMigrations(scratchUrl, folder), applyMigrations(scratchUrl, folder)]);
  expect(applied.flat()).toEqual(["20260101000000_create_box"]);
});

test("an edited, a failing and an unknown migration are refused by name with PostgreSQL's words", async () => {
  await migration("20260101000000_create_box", "create table box (id bigint primary key);");
  await expect(applyMigrations(scratchUrl, folder)).rejects.toThrow(/create_box was changed after/);

  await migration("20260101000000_create_box", "create table box (id int primary key);");
  await migration("20260102000000_mend_box", "create table lid (id int); alter table no_such_box add column lid int;");
  await expect(applyMigrations(scratchUrl, folder)).rejects.toThrow(/mend_box.*"no_such_box" does not exist \(42P01/);
  await migration("20260102000000_mend_box", "create table lid (id int); comment on table lid is 'a; b';");
  expect(await applyMigrations(scratchUrl, folder)).toEqual(["20260102000000_mend_box"]);

  await rm(path.join(folder, "20260102000000_mend_box"), { recursive: true });
  await rm(path.join(folder, "20260101000000_create_box"), { recursive: true });
  await expect(applyMigrations(scratchUrl, folder)).rejects.toThrow(/is in the database but not in this version/);
});
