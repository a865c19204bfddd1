import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { policyStory } from "@/lib/policies/testing/story";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let ours: TestOrganization;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await createTestOrganization("Ours");
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-receipt-"));
});
afterAll(async () => {
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

test("a downloaded receipt verifies by itself against the audit log, also when the log has grown; a changed one does not (P13)", async () => {
  const { acknowledgementReceipt } = await import("@/lib/policies/queries/acknowledgement-receipt");
  const { verifyReceipt } = await import("@/lib/policies/proof/verify-receipt");
  const { sequenceAll } = await import("@/lib/audit/testing/sequence-all");
  const story = await policyStory(ours);
  const { employee } = ours.person;
  const { policyId, versionId } = await story.publish("# Rules\n\nمرحبا 🌱\n");
  const { id } = await story.acknowledge(employee, policyId, versionId);
  const download = async () =>
    JSON.stringify(await acknowledgementReceipt(employee, { acknowledgementId: id }), null, 2);

  const early = verifyReceipt(await download());
  expect(early.map(({ ok }) => ok)).toEqual([true, false]);
  await sequenceAll(database.url, folder);
  const first = await download();
  expect(verifyReceipt(first)).toEqual(
    Array.from({ length: 4 }, () => expect.objectContaining({ ok: true, detail: expect.any(String) })),
  );
  for (let more = 0; more < 300; more += 1) await story.draft(`Text ${more}.`);
  await sequenceAll(database.url, folder);
  const later = await download();
  expect(JSON.parse(later).log.proof.size).toBeGreaterThan(JSON.parse(first).log.proof.size);
  for (const file of [first, later]) expect(verifyReceipt(file).every(({ ok }) => ok)).toBe(true);

  const failed = (place: string, value: unknown) => {
    const file = JSON.parse(later);
    const names = place.split(".");
    const last = names.pop() ?? "";
    names.reduce((at, name) => at[name], file)[last] = value;
    return verifyReceipt(JSON.stringify(file)).flatMap(({ ok }, index) => (ok ? [] : [index]));
  };
  expect(failed("person.typed_name", "Somebody")).toEqual([0]);
  expect(failed("version.content_sha256", "0".repeat(64))).toEqual([0, 1]);
  expect(failed("log.index", 0)).toEqual([2]);
  expect(failed("log.proof.path", [])).toEqual([2]);
  expect(failed("log.proof.vkey", "tampered+00000000+AAAA")).toEqual([2, 3]);
  for (const text of ["", "{}", "[1]", "null"]) expect(verifyReceipt(text).map(({ ok }) => ok)).toEqual([false]);
});
