import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let ours: TestOrganization;
let theirs: TestOrganization;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-evidence-"));
  process.env.EVIDENCE_STORAGE_PATH = path.join(folder, "evidence");
  ours = await createTestOrganization("Ours");
  theirs = await createTestOrganization("Theirs");
});
afterAll(async () => {
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const text = "id,name\n1,Access review\n";
const parts = () => [Buffer.from(text)];

async function upload() {
  const { receiveFile } = await import("@/lib/platform/storage/receive-file");
  const { storeFile } = await import("./store-file");
  async function* source() {
    yield* parts();
  }
  return storeFile(ours.person.compliance_officer, await receiveFile(source(), "../review\u202e.csv"));
}

const about = {
  title: "Quarterly access review <b>Q3</b> 👩‍⚕️ سجل",
  type: "access_review",
  controlIds: "CC6.1, A.5.18",
  effectiveFrom: "2026-07-01",
  effectiveTo: "2026-09-30",
} as const;

async function collected() {
  const { collectEvidence } = await import("./collect");
  const file = await upload();
  return {
    file,
    evidence: await collectEvidence(ours.person.compliance_officer, { ...about, objectId: file.objectId }),
  };
}

async function bytesOf(id: string) {
  const { downloadEvidence } = await import("./queries");
  const { assertIntact } = await import("./verify");
  const { fileResponse } = await import("@/lib/platform/http/file-response");
  await assertIntact(ours.person.auditor, { id });
  const { version, object } = await downloadEvidence(ours.person.auditor, { id });
  return fileResponse(object, version.fileName, version.mediaType);
}

async function eventsOf(id: string) {
  const { inTenant } = await import("@/lib/platform/db/tenant");
  const events = await inTenant(ours.id, "read", (tx) =>
    tx.auditEvent.findMany({ where: { resourceId: id }, orderBy: { id: "asc" } }),
  );
  return events.map((event) => `${event.action} ${event.outcome}`);
}

async function storedPath(objectId: string) {
  const { inTenant } = await import("@/lib/platform/db/tenant");
  const row = await inTenant(ours.id, "read", (tx) => tx.storedObject.findUniqueOrThrow({ where: { id: objectId } }));
  return path.join(folder, "evidence", row.storageKey);
}

test("is hashed by the portal, encrypted at rest, listed with its control and downloaded byte for byte (E1, E7)", async () => {
  const { file, evidence } = await collected();
  expect(file).toMatchObject({ fileName: "review.csv", mediaType: "text/csv", size: BigInt(text.length) });
  expect(await readFile(await storedPath(file.objectId), "latin1")).not.toContain("Access review");

  const { listEvidence } = await import("./queries");
  const list = await listEvidence(ours.person.auditor, { control: "A.5.18" });
  expect(list.evidence.find((row) => row.id === evidence.id)).toMatchObject({
    title: about.title,
    controlIds: ["CC6.1", "A.5.18"],
  });

  const response = await bytesOf(evidence.id);
  expect(await response.text()).toBe(text);
  expect(response.headers.get("content-disposition")).toMatch(/^attachment/);
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(await eventsOf(evidence.id)).toEqual(["evidence.collect success", "evidence.download success"]);
});

test("an altered file is refused, marked and an alert at once; a missing one is told apart (E2)", async () => {
  const { file, evidence } = await collected();
  const stored = await open(await storedPath(file.objectId), "r+");
  await stored.write(Buffer.from([0x00]), 0, 1, 3);
  await stored.close();
  await expect(bytesOf(evidence.id)).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("altered"),
  });
  expect(await eventsOf(evidence.id)).toEqual([
    "evidence.collect success",
    "evidence.verify success",
    "evidence.integrity-alert success",
  ]);
  const { readEvidence } = await import("./queries");
  const seen = await readEvidence(ours.person.auditor, { id: evidence.id });
  expect(seen.evidence.versions[0]?.integrity).toBe("unreadable");

  await rm(await storedPath(file.objectId));
  await expect(bytesOf(evidence.id)).rejects.toMatchObject({ message: expect.stringContaining("missing") });
});

test("evidence and its recorded hash replaced together still differ from the trail", async () => {
  const { evidence } = await collected();
  const { client } = await import("@/lib/platform/db/client");
  await client().$transaction(async (tx) => {
    await tx.$executeRaw`set local session_replication_role = replica`;
    await tx.$executeRaw`update evidence_version set sha256 = ${"0".repeat(64)} where evidence_id = ${evidence.id}::uuid`;
  });
  await expect(bytesOf(evidence.id)).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("not the one that was collected"),
  });
});

test("a stored file is claimed once", async () => {
  const { collectEvidence } = await import("./collect");
  const { file } = await collected();
  await expect(
    collectEvidence(ours.person.compliance_officer, { ...about, objectId: file.objectId }),
  ).rejects.toMatchObject({ code: "conflict" });
});

test("the wrong person and another organisation get nothing", async () => {
  const { evidence } = await collected();
  const { downloadEvidence, readEvidence } = await import("./queries");
  await expect(downloadEvidence(ours.person.employee, { id: evidence.id })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(readEvidence(theirs.person.auditor, { id: evidence.id })).rejects.toMatchObject({ code: "not_found" });
  await expect(downloadEvidence(theirs.person.auditor, { id: evidence.id })).rejects.toMatchObject({
    code: "not_found",
  });
});

test.each([
  [{ controlIds: "CC99.1" }, "controlIds"],
  [{ controlIds: "" }, "controlIds"],
  [{ effectiveFrom: "2026-02-30" }, "effectiveFrom"],
  [{ effectiveFrom: "2026-12-01" }, "effectiveTo"],
  [{ title: " \u0000 " }, "title"],
  [{ type: "gossip" }, "type"],
])("refuses %j and says which field", async (change, field) => {
  const { collectEvidence } = await import("./collect");
  const attempt = collectEvidence(ours.person.compliance_officer, {
    ...about,
    objectId: crypto.randomUUID(),
    ...change,
  } as never);
  await expect(attempt).rejects.toMatchObject({
    code: "invalid",
    details: { fieldErrors: { [field]: [expect.any(String)] } },
  });
});
