import { createHash, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/platform/auth/actor-types";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let ours: TestOrganization;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-push-"));
  process.env.EVIDENCE_STORAGE_PATH = path.join(folder, "evidence");
  ours = await createTestOrganization("Ours");
});
afterAll(async () => {
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const keyWith = (permissions: string[]): Actor => ({
  kind: "api_key",
  keyId: randomUUID(),
  name: "Build server",
  createdById: ours.person.admin.personId,
  permissions,
  organizationId: ours.id,
  requestId: randomUUID(),
});

const pushed = {
  content: '{"old_data":1,"new_data":2}\n',
  fileName: "profile.json",
  title: "User profile update 👩‍⚕️",
  type: "system_log",
  controlIds: ["CC6.1", "CC6.2"],
  effectiveFrom: "2026-11-01",
  effectiveTo: "2026-11-02",
  sourceSystem: "user_management",
} as const;

test("content in the request becomes evidence of the key, hashed and with its custody (E8)", async () => {
  const { pushEvidence } = await import("./push");
  const { inTenant } = await import("@/lib/platform/db/tenant");
  const { keyPermissions } = await import("@/lib/platform/auth/key-permissions");
  expect(keyPermissions).toContain("evidence:collect");
  const key = keyWith(["evidence:collect"]);
  const { id, sha256 } = await pushEvidence(key, { ...pushed });
  expect(sha256).toBe(createHash("sha256").update(pushed.content).digest("hex"));
  const { evidence, acts } = await inTenant(ours.id, "read", async (tx) => ({
    evidence: await tx.evidence.findUniqueOrThrow({ where: { id }, include: { versions: true } }),
    acts: await tx.auditEvent.findMany({ where: { resourceId: id, action: "evidence.collect" } }),
  }));
  expect(evidence).toMatchObject({
    sourceSystem: "user_management",
    collectorId: key.kind === "api_key" ? key.keyId : "",
  });
  expect(evidence.versions[0]).toMatchObject({
    fileName: "profile.json",
    mediaType: "application/json",
    integrity: "verified",
  });
  expect(acts).toMatchObject([{ actorKind: "api_key", actorName: "Build server" }]);
});

test("the same Idempotency-Key stores it once; another content under it is refused", async () => {
  const { pushEvidence } = await import("./push");
  const key = keyWith(["evidence:collect"]);
  const once = await pushEvidence.execute(key, pushed, { idempotencyKey: "build-7" });
  const again = await pushEvidence.execute(key, pushed, { idempotencyKey: "build-7" });
  expect(again).toEqual({ output: once.output, replayed: true });
  const other = pushEvidence.execute(key, { ...pushed, content: "other" }, { idempotencyKey: "build-7" });
  await expect(other).rejects.toMatchObject({ code: "invalid" });
});

test("a hash the sender has is only compared: with another one nothing is kept (E1)", async () => {
  const { readdir } = await import("node:fs/promises");
  const { pushEvidence } = await import("./push");
  const { storeFile } = await import("./store-file");
  const { receiveFile } = await import("@/lib/platform/storage/receive-file");
  const key = keyWith(["evidence:collect"]);
  const own = createHash("sha256").update(pushed.content).digest("hex");
  const stored = async () => {
    const entries = await readdir(path.join(folder, "evidence"), { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).length;
  };
  expect((await pushEvidence(key, { ...pushed, sha256: own.toUpperCase() })).sha256).toBe(own);

  const before = await stored();
  for (const sha256 of ["0".repeat(64), "abc"]) {
    const refused = pushEvidence(key, { ...pushed, sha256 });
    await expect(refused).rejects.toMatchObject({
      code: "invalid",
      details: { fieldErrors: { sha256: [expect.any(String)] } },
    });
  }
  const upload = async (claimed?: string) => receiveFile(new Blob([pushed.content]).stream(), "large.bin", claimed);
  await expect(upload("0".repeat(64))).rejects.toMatchObject({ code: "invalid" });
  expect(await stored()).toBe(before);

  const { objectId } = await storeFile(key, await upload(own));
  const file = { ...pushed, content: undefined, objectId };
  await expect(pushEvidence(key, { ...file, sha256: "0".repeat(64) })).rejects.toMatchObject({ code: "invalid" });
  expect((await pushEvidence(key, { ...file, sha256: own })).sha256).toBe(own);
});

test("a key without the scope, a period that ends first and empty content are refused", async () => {
  const { pushEvidence } = await import("./push");
  await expect(pushEvidence(keyWith(["audit:report"]), pushed)).rejects.toMatchObject({ code: "forbidden" });
  const key = keyWith(["evidence:collect"]);
  await expect(pushEvidence(key, { ...pushed, effectiveTo: "2026-10-01" })).rejects.toMatchObject({
    code: "invalid",
    details: { fieldErrors: { effectiveTo: ["The period ends before it begins."] } },
  });
  await expect(pushEvidence(key, { ...pushed, content: "" })).rejects.toMatchObject({ code: "invalid" });
  await expect(pushEvidence(key, { ...pushed, content: undefined })).rejects.toMatchObject({ code: "invalid" });
});
