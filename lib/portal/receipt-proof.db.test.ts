import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { policyStory } from "@/lib/policies/testing/story";
import { everyChange } from "@/scripts/testing/every-change";
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

async function acknowledged() {
  const { receiptFile } = await import("@/lib/policies/queries/receipt-file");
  const story = await policyStory(ours);
  const { employee } = ours.person;
  const { policyId, versionId, reference } = await story.publish("# Rules\n\nمرحبا 🌱\n");
  const { id } = await story.acknowledge(employee, policyId, versionId);
  const download = async () => JSON.stringify(await receiptFile(employee, { acknowledgementId: id }), null, 2);
  return { story, employee, id, policyId, versionId, reference, download };
}

test("a downloaded receipt verifies by itself against the audit log, also when the log has grown (P13)", async () => {
  const { verifyReceipt } = await import("@/lib/policies/proof/verify-receipt");
  const { sequenceAll } = await import("@/lib/audit/testing/sequence-all");
  const { story, employee, policyId, versionId, reference, download } = await acknowledged();

  expect(verifyReceipt(await download())).toMatchObject({ checks: [{ ok: false }], proven: null });
  await sequenceAll(database.url, folder);
  const first = await download();
  expect(verifyReceipt(first).checks.map(({ ok, detail }) => ({ ok, detail }))).toEqual(
    Array.from({ length: 3 }, () => ({ ok: true, detail: "" })),
  );
  expect(verifyReceipt(first).proven?.says).toMatchObject({
    organization: { id: ours.id, name: "Ours" },
    policy: { id: policyId, reference, title: "Rules" },
    version: { id: versionId, number: 1 },
    person: { id: employee.personId, name: employee.name, typed_name: "As typed", email: expect.stringContaining("@") },
    method: "portal",
    evidence: { read_percent: null, visible_seconds: null },
  });
  for (let more = 0; more < 300; more += 1) await story.draft(`Text ${more}.`);
  await sequenceAll(database.url, folder);
  const later = await download();
  expect(JSON.parse(later).log.proof.size).toBeGreaterThan(JSON.parse(first).log.proof.size);
  for (const file of [first, later]) expect(verifyReceipt(file).proven).not.toBeNull();
  for (const text of ["", "{}", "[1]", "null"]) expect(verifyReceipt(text).checks.map(({ ok }) => ok)).toEqual([false]);
});

test("whatever is changed in a receipt is found: every value, every member, one more member anywhere, one said twice (P13)", async () => {
  const { verifyReceipt } = await import("@/lib/policies/proof/verify-receipt");
  const { sequenceAll } = await import("@/lib/audit/testing/sequence-all");
  const { download } = await acknowledged();
  await sequenceAll(database.url, folder);
  const text = await download();
  const genuine = JSON.parse(text);
  expect(verifyReceipt(text).proven).not.toBeNull();
  const changes = [...everyChange(genuine)];
  expect(changes.length).toBeGreaterThan(60);
  const unnoticed = changes.filter(({ value }) => verifyReceipt(JSON.stringify(value)).proven !== null);
  expect(unnoticed.map(({ what }) => what)).toEqual([]);
  const twice = text.replace('"statement":', '"statement": "I agree to nothing.", "statement":');
  expect(JSON.parse(twice)).toEqual(genuine);
  expect(verifyReceipt(twice).proven).toBeNull();
  const named = { ...genuine, policy: { ...genuine.policy, title: "Other rules" } };
  expect(verifyReceipt(JSON.stringify(named)).checks[0]).toMatchObject({
    ok: false,
    detail: "Changed: the title of the policy",
  });
});

test("a receipt gives away no key of the person, and says nothing about them once their keys are erased (A17)", async () => {
  const { verifyReceipt } = await import("@/lib/policies/proof/verify-receipt");
  const { sequenceAll } = await import("@/lib/audit/testing/sequence-all");
  const { openKeys } = await import("@/lib/audit/export/package-source");
  const { inTenant } = await import("@/lib/platform/db/tenant");
  const { download, employee } = await acknowledged();
  await sequenceAll(database.url, folder);
  const full = await download();
  const leaf = JSON.parse(Buffer.from(JSON.parse(full).log.proof.leaf, "base64").toString());
  const keyId: string = leaf.change.after.details.k;
  const keys = await inTenant(ours.id, "read", (tx) => openKeys(tx, [keyId]));
  expect(keys.size).toBe(1);
  expect(full).not.toContain(keys.get(keyId));
  expect(JSON.stringify(leaf)).not.toContain(employee.name);

  await inTenant(
    ours.id,
    "write",
    (tx) => tx.$queryRaw`select cleared::text from portal_destroy_keys(${[keyId]}::uuid[], now())`,
  );
  const less = await download();
  const { proven } = verifyReceipt(less);
  expect(proven?.says.person).toEqual({ id: employee.personId });
  expect(less).not.toContain(employee.name);
  // Who kept the fuller one still proves it.
  expect(verifyReceipt(full).proven).not.toBeNull();
});
