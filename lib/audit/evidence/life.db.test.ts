import { access } from "node:fs/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { UserActor } from "@/lib/platform/auth/actor-types";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { evidenceVault } from "../testing/evidence-vault";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let ours: TestOrganization;
let theirs: TestOrganization;
let second: UserActor;
let vault: Awaited<ReturnType<typeof evidenceVault>>;

beforeAll(async () => {
  database = await createTestDatabase();
  vault = await evidenceVault(() => ours);
  ours = await createTestOrganization("Ours");
  theirs = await createTestOrganization("Theirs");
  second = await ours.join("Second Officer", ["compliance_officer"]);
});
afterAll(async () => {
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
  await vault.remove();
});

const officer = () => ours.person.compliance_officer;

async function submit(id: string, version = 1, actor = officer()) {
  const { submitEvidence } = await import("./submit");
  return submitEvidence(actor, { id, version });
}
async function approve(id: string, version = 1, actor = second) {
  const { approveEvidence } = await import("./decide");
  return approveEvidence(actor, { id, version });
}
async function replace(id: string, version: number, change: Record<string, unknown> = {}, actor = officer()) {
  const { addVersion } = await import("./add-version");
  const { objectId } = await vault.upload(actor, `version ${version + 1} ${crypto.randomUUID()}`);
  return addVersion(actor, { id, version, objectId, changeNote: "Corrected a row", ...change } as never);
}
async function read(id: string) {
  const { readEvidence } = await import("./queries");
  return (await readEvidence(ours.person.auditor, { id })).evidence;
}
const statuses = async (id: string) => (await read(id)).versions.map(({ number, status }) => `${number} ${status}`);

describe("versions and their decisions (E3)", () => {
  test("are handed in, approved by somebody else, and superseded only when the next is approved", async () => {
    const { id } = await vault.collect();
    await submit(id);
    await approve(id);
    await replace(id, 1);
    expect(await statuses(id)).toEqual(["2 draft", "1 approved"]);
    expect(await read(id)).toMatchObject({ status: "draft", approverId: second.personId });
    await submit(id, 2);
    await approve(id, 2);
    expect(await statuses(id)).toEqual(["2 approved", "1 superseded"]);
    expect((await vault.eventsOf(id)).filter((action) => action !== "evidence.view")).toEqual([
      "evidence.collect",
      "evidence.submit",
      "evidence.approve",
      "evidence.add-version",
      "evidence.submit",
      "evidence.approve",
      "evidence.supersede",
    ]);
  });

  test("are rejected with a reason, and a draft or rejected one gives way at once", async () => {
    const { rejectEvidence } = await import("./decide");
    const { id } = await vault.collect();
    await replace(id, 1);
    await submit(id, 2);
    await expect(replace(id, 2)).rejects.toMatchObject({ code: "conflict" });
    await expect(rejectEvidence(second, { id, version: 2, reason: " " })).rejects.toMatchObject({ code: "invalid" });
    await rejectEvidence(second, { id, version: 2, reason: "The period is missing" });
    await replace(id, 2);
    expect(await statuses(id)).toEqual(["3 draft", "2 superseded", "1 superseded"]);
  });

  test("nobody decides what they collected or handed in, and the refusal stands in the custody", async () => {
    const { evidenceCustody } = await import("./custody");
    const { id } = await vault.collect();
    const third = await ours.join("Third Officer", ["compliance_officer"]);
    await submit(id, 1, third);
    await expect(approve(id, 1, officer())).rejects.toMatchObject({ code: "forbidden", details: { duty: true } });
    await expect(approve(id, 1, third)).rejects.toMatchObject({ code: "forbidden", details: { duty: true } });
    await expect(approve(id, 1, ours.person.auditor)).rejects.toMatchObject({ code: "forbidden" });
    await approve(id);
    const { acts } = await evidenceCustody(ours.person.auditor, { id });
    expect(acts.map(({ act, outcome, actorName }) => `${actorName} ${act} ${outcome}`)).toEqual([
      "Second Officer approved success",
      "Test auditor approved denied",
      "Third Officer approved denied",
      "Test compliance_officer approved denied",
      "Third Officer submitted success",
      "Test compliance_officer collected success",
    ]);
  });

  test("late and double clicks are conflicts that say what happened", async () => {
    const { id } = await vault.collect();
    const twice = await Promise.allSettled([submit(id), submit(id)]);
    expect(twice.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(submit(id)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("“Submitted”"),
    });
    await approve(id);
    await expect(approve(id)).rejects.toMatchObject({ code: "conflict" });
    await replace(id, 1);
    await expect(submit(id, 1)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("version 2 was added"),
    });
    await expect(replace(id, 1)).rejects.toMatchObject({ code: "conflict" });
  });

  test("facts are corrected while a draft, and stand still from then on", async () => {
    const { editEvidence } = await import("./edit");
    const { id } = await vault.collect({ retentionClass: "three_years" });
    const facts = {
      title: "Renamed <i>x</i> 👩‍⚕️ سجل",
      type: "system_log",
      controlIds: "CC7.2",
      effectiveFrom: "2026-01-01",
      effectiveTo: "2026-01-31",
    } as const;
    const before = (await read(id)).retainUntil;
    await editEvidence(officer(), { id, ...facts, retentionClass: "ninety_days" });
    expect(await read(id)).toMatchObject({
      title: facts.title,
      type: "system_log",
      retentionClass: "ninety_days",
      retainUntil: before,
    });
    await editEvidence(officer(), { id, ...facts, retentionClass: "seven_years" });
    expect((await read(id)).retainUntil.getTime()).toBeGreaterThan(before.getTime());
    await submit(id);
    await expect(editEvidence(officer(), { id, ...facts })).rejects.toMatchObject({ code: "conflict" });
    await approve(id);
    await replace(id, 1);
    await expect(editEvidence(officer(), { id, ...facts })).rejects.toMatchObject({ code: "conflict" });
  });

  test("retention is extended and never shortened (E5)", async () => {
    const { extendRetention } = await import("./extend-retention");
    const { id } = await vault.collect();
    const extend = (retainUntil: string) => extendRetention(officer(), { id, retainUntil, reason: "Proceedings" });
    await expect(extend("2027-01-01")).rejects.toMatchObject({ code: "invalid" });
    await extend("2040-01-01");
    await expect(extend("2039-12-31")).rejects.toMatchObject({ code: "invalid" });
    expect((await read(id)).retainUntil.toISOString()).toContain("2040-01-01");
  });

  test("the database refuses what the code refuses", async () => {
    const { client } = await import("@/lib/platform/db/client");
    const { id } = await vault.collect();
    const me = officer().personId;
    await expect(
      client().$executeRaw`update evidence set retain_until = '2027-01-01' where id = ${id}::uuid`,
    ).rejects.toThrow(/less long/);
    await expect(
      client().$executeRaw`update evidence set approver_id = ${me}::uuid where id = ${id}::uuid`,
    ).rejects.toThrow(/approved_by_another/);
    await expect(
      client().$executeRaw`update evidence_version set status = 'approved' where evidence_id = ${id}::uuid`,
    ).rejects.toThrow(/cannot go from draft to approved/);
    await submit(id);
    await expect(client().$executeRaw`update evidence set title = 'x' where id = ${id}::uuid`).rejects.toThrow(
      /facts do not change/,
    );
    await expect(client()
      .$executeRaw`update evidence_version set status = 'approved', decided_by_id = ${me}::uuid, decided_at = now()
      where evidence_id = ${id}::uuid`).rejects.toThrow(/decided_by_another/);
    await expect(
      client().$executeRaw`update evidence_version set sha256 = 'x' where evidence_id = ${id}::uuid`,
    ).rejects.toThrow(/never change/);
    await expect(client().$executeRaw`delete from evidence_version where evidence_id = ${id}::uuid`).rejects.toThrow(
      /kept/,
    );
  });

  test("another organisation finds nothing", async () => {
    const { evidenceCustody } = await import("./custody");
    const { id } = await vault.collect();
    await expect(submit(id, 1, theirs.person.compliance_officer)).rejects.toMatchObject({ code: "not_found" });
    await expect(approve(id, 1, theirs.person.compliance_officer)).rejects.toMatchObject({ code: "not_found" });
    await expect(evidenceCustody(theirs.person.auditor, { id })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("retention of what is collected later (E5)", () => {
  afterEach(async () => (await import("@/lib/platform/clock")).setClock(null));

  test("runs from the newest version on, is not shortened by it, and a redaction does not prolong it", async () => {
    const { setClock } = await import("@/lib/platform/clock");
    const day = async (id: string) => (await read(id)).retainUntil.toISOString().slice(0, 10);
    setClock("2026-02-01T09:00:00Z");
    const facts = { retentionClass: "one_year", effectiveFrom: "2025-10-01", effectiveTo: "2025-12-31" };
    const { id } = await vault.collect(facts);
    expect(await day(id)).toBe("2027-02-01");
    setClock("2026-11-20T09:00:00Z");
    await replace(id, 1);
    expect(await day(id)).toBe("2027-11-20");
    setClock("2026-11-25T09:00:00Z");
    await replace(id, 2, { redacts: true });
    expect(await day(id)).toBe("2027-11-20");

    const later = await vault.collect({ ...facts, effectiveTo: "2027-06-30" });
    setClock("2026-11-26T09:00:00Z");
    await replace(later.id, 1);
    expect(await day(later.id)).toBe("2028-06-30");
  });
});

describe("redaction and grounds (E5)", () => {
  const gone = (file: string) =>
    access(file).then(
      () => false,
      () => true,
    );

  test("the redacted version destroys what was before it, once another person approves; hashes and custody stay", async () => {
    const { downloadEvidence } = await import("./queries");
    const { id, sha256 } = await vault.collect();
    await submit(id);
    await approve(id);
    const original = await vault.storedPath(id);
    await replace(id, 1, { redacts: true, changeNote: "Names of former patients" });
    await submit(id, 2);
    expect(await gone(original)).toBe(false);
    await approve(id, 2);
    expect(await gone(original)).toBe(true);
    expect((await read(id)).versions[1]).toMatchObject({ sha256, destroyedAt: expect.any(Date) });
    await expect(downloadEvidence(officer(), { id, version: 1 })).rejects.toMatchObject({ code: "gone" });
    expect((await downloadEvidence(officer(), { id })).version.number).toBe(2);
    expect(await vault.eventsOf(id)).toContain("evidence.redact");
  });

  test("a hold keeps the original, in code and in the database", async () => {
    const { placeHold } = await import("../holds/place");
    const { client } = await import("@/lib/platform/db/client");
    const { id, reference } = await vault.collect();
    await placeHold(officer(), { title: "T", reason: "R", references: reference } as never);
    await replace(id, 1, { redacts: true });
    await submit(id, 2);
    await expect(approve(id, 2)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("held by HLD-"),
    });
    await expect(
      client().$executeRaw`update evidence_version set destroyed_at = now() where evidence_id = ${id}::uuid`,
    ).rejects.toThrow(/legal hold/);
  });

  test("a ground is recorded with its end", async () => {
    const { recordGround } = await import("./record-ground");
    const { groundsOf } = await import("./queries");
    const { id } = await vault.collect();
    await recordGround(officer(), { id, ground: "legal_claims", reason: "Claim of 2026", endsOn: "2029-12-31" });
    await expect(
      recordGround(ours.person.auditor, { id, ground: "legal_claims", reason: "x", endsOn: "2029-12-31" }),
    ).rejects.toMatchObject({ code: "forbidden" });
    expect(await groundsOf(ours.person.auditor, { id })).toMatchObject([
      { ground: "legal_claims", recordedBy: "Test compliance_officer" },
    ]);
  });
});

test("custody names actor, time, reason, address, hash and outcome, page by page (E4)", async () => {
  const { evidenceCustody } = await import("./custody");
  const { rejectEvidence } = await import("./decide");
  const { id, sha256 } = await vault.collect();
  for (let views = 0; views < 60; views += 1) await read(id);
  await submit(id);
  await rejectEvidence(second, { id, version: 1, reason: "Not <b>signed</b>" });
  const first = await evidenceCustody(ours.person.auditor, { id });
  expect(first.count).toBe(63);
  expect(first.acts[0]).toMatchObject({
    act: "rejected",
    actorName: "Second Officer",
    ip: "192.0.2.1",
    reason: "Not <b>signed</b>",
    sha256,
    version: 1,
  });
  const all = [...first.acts];
  for (let next = first.next; next; ) {
    const page = await evidenceCustody(ours.person.auditor, { id, cursor: next });
    all.push(...page.acts);
    next = page.next;
  }
  expect(new Set(all.map(({ id: event }) => event)).size).toBe(63);
  expect(all.at(-1)).toMatchObject({ act: "collected", sha256 });
  const viewed = await evidenceCustody(ours.person.auditor, { id, act: "viewed" });
  expect(viewed.count).toBe(60);
});
