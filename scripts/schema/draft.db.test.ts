import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase } from "../testing/test-database";
import { draftMigration } from "./draft";

let database: Awaited<ReturnType<typeof createTestDatabase>>;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test("the migrations make what the schema files say: there is nothing to draft", async () => {
  expect(await draftMigration(database.url)).toBe("");
});

test("a foreign key nobody declared would be drafted away", async () => {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    "alter table incident add constraint undeclared foreign key (evidence_id) references evidence (id)",
  );
  await client.end();
  expect(await draftMigration(database.url)).toContain('DROP CONSTRAINT "undeclared"');
});
