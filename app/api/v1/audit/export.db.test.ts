import "@/scripts/testing/without-next";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Pool } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writeEvents } from "@/lib/audit/testing/write-events";
import { blobSource } from "@/lib/audit/verify/byte-source";
import { verifyPackage } from "@/lib/audit/verify/verify-package";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let pool: Pool;
let folder: string;
let ours: TestOrganization;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-export-"));
  process.env.DATA_EXPORT_PATH = path.join(folder, "exports");
  const { connectSequencer } = await import("@/lib/audit/log/sequencer");
  pool = connectSequencer(database.url);
  ours = await createTestOrganization("Ours");
  await writeEvents(ours, 30, "example.write");
  await writeEvents(ours, 10, "other.write");
  const { sequenceOnce } = await import("@/lib/audit/log/sequencer");
  const { fileStore } = await import("@/lib/platform/storage/object-store");
  await sequenceOnce(pool, fileStore(path.join(folder, "store")), () => new Date(), true);
});
afterAll(async () => {
  await (await import("@/lib/platform/db/client")).disconnect();
  await pool.end();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** The route's own two halves: the audited query, then the stream of the package. */
async function exported(input: Record<string, string>) {
  const { exportEvents } = await import("@/lib/audit/export-events");
  const { packageResponse } = await import("@/lib/audit/stream-package");
  const { organizationId, request } = await exportEvents(ours.person.auditor, input);
  const answer = await packageResponse(organizationId, request);
  expect(answer.headers.get("content-disposition")).toMatch(/^attachment/);
  return verifyPackage(blobSource(new Blob([await answer.arrayBuffer()])));
}

it.each([
  [{}, /complete for indexes 0–\d\d/],
  [{ first: "3", last: "12" }, /complete for indexes 3–12/],
  [{ action: "other." }, /10 events compared/],
  [{ from: "2020-01-01", to: "2099-12-31", outcome: "success", first: "", last: "" }, /events compared/],
])("a package of %j verifies and is on record (A14, A19)", async (input, fact) => {
  const report = await exported(input as Record<string, string>);
  expect(report).toMatchObject({ ok: true, problems: [] });
  expect(report.facts.join("\n")).toMatch(fact);
  const { searchEvents } = await import("@/lib/audit/explorer/queries");
  const { events } = await searchEvents(ours.person.auditor, { action: "audit.export" });
  expect(events[0]).toMatchObject({ outcome: "success", riskLevel: "high" });
});

it("leaves nothing behind on the disk", async () => {
  await exported({ first: "0", last: "5" });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await readdir(path.join(folder, "exports", "spool"))).toEqual([]);
});

it.each([
  [{ q: "text" }, /cannot be bound/],
  [{ ip: "192.0.2.1" }, /cannot be bound/],
  [{ first: "3", action: "other." }, /either a range or|either a range of places or filters/],
  [{ first: "9", last: "3" }, /is signed up to/],
  [{ last: "999999" }, /is signed up to/],
  [{ first: "-1" }, /Some fields/],
])("%j is refused in words", async (input, words) => {
  const { exportEvents } = await import("@/lib/audit/export-events");
  await expect(exportEvents(ours.person.auditor, input)).rejects.toMatchObject({
    code: "invalid",
    message: expect.stringMatching(words),
  });
});

it("of a log that nobody signed yet is refused", async () => {
  const { exportEvents } = await import("@/lib/audit/export-events");
  const unsigned = await createTestOrganization("Unsigned");
  await expect(exportEvents(unsigned.person.auditor, {})).rejects.toMatchObject({ code: "conflict" });
});
