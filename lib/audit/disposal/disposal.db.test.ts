import { spawn } from "node:child_process";
import { access } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { UserActor } from "@/lib/platform/auth/actor-types";
import { setClock } from "@/lib/platform/clock";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { evidenceVault } from "../testing/evidence-vault";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let ours: TestOrganization;
let second: UserActor;
let vault: Awaited<ReturnType<typeof evidenceVault>>;

beforeAll(async () => {
  database = await createTestDatabase();
  vault = await evidenceVault(() => ours);
});
beforeEach(async () => {
  ours = await createTestOrganization("Ours");
  second = await ours.join("Second Officer", ["compliance_officer"]);
});
afterAll(async () => {
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
  await vault.remove();
});

const officer = () => ours.person.compliance_officer;
const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );

/** Collected so long ago that its retention has ended. */
async function expired(change: Record<string, unknown> = {}) {
  setClock("2016-02-01T10:00:00Z");
  try {
    return await vault.collect({
      effectiveFrom: "2016-01-01",
      effectiveTo: "2016-01-31",
      retentionClass: "one_year",
      ...change,
    });
  } finally {
    setClock(null);
  }
}

async function propose(actor = officer()) {
  const { proposeDisposal } = await import("./propose");
  return proposeDisposal(actor, {});
}

async function approved() {
  const { requestDisposal, approveDisposal } = await import("./decide");
  const list = await propose();
  await requestDisposal(officer(), { id: list.id });
  await approveDisposal(second, { id: list.id, confirmation: list.reference });
  return list;
}

async function execute(id: string) {
  const { executeDisposal } = await import("./execute");
  return executeDisposal(ours.system("execute-disposals"), id);
}

async function read(id: string) {
  const { readDisposal } = await import("./queries");
  return readDisposal(ours.person.auditor, { id });
}

describe("a disposal list (E6)", () => {
  test("destroys content and key by two people; record, hash, custody and proofs stay", async () => {
    const piece = await expired();
    const kept = await vault.collect();
    const path = await vault.storedPath(piece.id);
    const list = await approved();
    expect(list).toMatchObject({ planned: 1, skipped: 0 });
    expect(await exists(path)).toBe(true);
    expect(await execute(list.id)).toEqual({ left: false });
    expect(await exists(path)).toBe(false);
    expect((await read(list.id)).list.state).toBe("done");

    const { readEvidence, downloadEvidence } = await import("../evidence/queries");
    const { evidence } = await readEvidence(ours.person.auditor, { id: piece.id });
    expect(evidence).toMatchObject({ status: "disposed", versions: [{ sha256: piece.sha256, status: "disposed" }] });
    await expect(downloadEvidence(ours.person.auditor, { id: piece.id })).rejects.toMatchObject({ code: "gone" });
    expect(await vault.eventsOf(piece.id)).toEqual([
      "evidence.collect",
      "evidence.disposal-requested",
      "evidence.dispose",
      "evidence.view",
    ]);
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const objects = await inTenant(ours.id, "read", (tx) => tx.storedObject.findMany({ orderBy: { id: "asc" } }));
    expect(objects.map(({ wrappedKey }) => wrappedKey === null)).toEqual([true, false]);
    expect((await readEvidence(ours.person.auditor, { id: kept.id })).evidence.status).toBe("draft");

    const { sequenceAll } = await import("../testing/sequence-all");
    await sequenceAll(database.url, vault.folder);
    const { checkLog } = await import("../check/check-log");
    expect(await checkLog(ours.id)).toMatchObject({ state: "verified" });
  });

  test("is a dry run that says what is held and why; nothing past retention is a conflict", async () => {
    await expect(propose()).rejects.toMatchObject({ code: "conflict" });
    const free = await expired();
    const held = await expired({ sourceSystem: "Held" });
    const { placeHold } = await import("../holds/place");
    const hold = await placeHold(officer(), {
      title: "T",
      reason: "R",
      coversEvidence: true,
      sourceSystem: "Held",
    } as never);
    const list = await propose(ours.system("propose-disposals") as UserActor);
    const { items } = await read(list.id);
    const byPiece = new Map(items.map((item) => [item.evidenceId, item]));
    expect(byPiece.get(free.id)).toMatchObject({ state: "planned", why: "" });
    expect(byPiece.get(held.id)).toMatchObject({ state: "skipped", why: `under legal hold ${hold.reference}` });
    expect(await exists(await vault.storedPath(free.id))).toBe(true);
    await expect(propose()).rejects.toMatchObject({ code: "conflict" });
  });

  test("finds what may go behind any number of older pieces that stay", async () => {
    const waiting = await expired();
    const free = await expired();
    await vault.tamper(
      (
        db,
      ) => db.$executeRaw`insert into evidence select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(),
        'reference', 'OLD-' || n, 'status', 'submitted', 'retain_until', '2015-01-01'))).*
        from generate_series(1, 1001) n, evidence e where e.id = ${waiting.id}::uuid`,
    );
    const list = await propose();
    expect(list).toMatchObject({ planned: 2, skipped: 998 });
    expect((await read(list.id)).items.map(({ evidenceId }) => evidenceId)).toContain(free.id);
  });

  test("needs another person, the typed reference, and is refused once", async () => {
    const { requestDisposal, approveDisposal, refuseDisposal } = await import("./decide");
    await expired();
    const list = await propose();
    const approve = (actor: UserActor, confirmation = list.reference) =>
      approveDisposal(actor, { id: list.id, confirmation });
    await expect(approve(second)).rejects.toMatchObject({ code: "conflict" });
    await requestDisposal(officer(), { id: list.id });
    await expect(requestDisposal(second, { id: list.id })).rejects.toMatchObject({ code: "conflict" });
    await expect(approve(officer())).rejects.toMatchObject({ code: "forbidden", details: { duty: true } });
    await expect(approve(second, "DSP")).rejects.toMatchObject({ code: "invalid" });
    await expect(approve(ours.person.auditor)).rejects.toMatchObject({ code: "forbidden" });
    const both = await Promise.allSettled([approve(second), refuseDisposal(officer(), { id: list.id, reason: "No" })]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(approve(second)).rejects.toMatchObject({ code: "conflict" });
  });

  test("another organisation neither sees nor decides it", async () => {
    const { requestDisposal } = await import("./decide");
    const { listDisposals } = await import("./queries");
    const theirs = await createTestOrganization("Theirs");
    await expired();
    const list = await propose();
    await expect(requestDisposal(theirs.person.compliance_officer, { id: list.id })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await listDisposals(theirs.person.auditor, {})).toMatchObject({ count: 0, due: 0 });
  });

  test("skips what came under a hold, or is kept longer, after it was approved", async () => {
    const held = await expired();
    const longer = await expired();
    const gone = await expired();
    const list = await approved();
    const { placeHold } = await import("../holds/place");
    const { extendRetention } = await import("../evidence/extend-retention");
    await placeHold(officer(), { title: "T", reason: "R", references: held.reference } as never);
    await extendRetention(officer(), { id: longer.id, retainUntil: "2099-01-01", reason: "Proceedings" });
    await execute(list.id);
    const { items } = await read(list.id);
    const states = new Map(items.map((item) => [item.evidenceId, item.state]));
    expect([held.id, longer.id, gone.id].map((id) => states.get(id))).toEqual(["skipped", "skipped", "done"]);
  });

  test("the database lets nothing be destroyed that stands on no approved list, and nobody approve alone", async () => {
    const { client } = await import("@/lib/platform/db/client");
    const { id } = await expired();
    const list = await propose();
    const me = officer().personId;
    await expect(client().$executeRaw`update evidence set status = 'disposed' where id = ${id}::uuid`).rejects.toThrow(
      /no approved disposal/,
    );
    await expect(
      client().$executeRaw`update disposal_item set state = 'destroyed' where disposal_id = ${list.id}::uuid`,
    ).rejects.toThrow(/refused/);
    await expect(
      client().$executeRaw`update disposal set state = 'approved' where id = ${list.id}::uuid`,
    ).rejects.toThrow(/goes from proposed/);
    await client()
      .$executeRaw`update disposal set state = 'requested', requested_by_id = ${me}::uuid where id = ${list.id}::uuid`;
    await expect(
      client()
        .$executeRaw`update disposal set state = 'approved', decided_by_id = ${me}::uuid where id = ${list.id}::uuid`,
    ).rejects.toThrow(/decided_by_another/);
  });

  test("killed in the middle it goes on where it was: every piece once, nothing twice", async () => {
    const pieces = [await expired(), await expired(), await expired()];
    const list = await approved();
    const script = fileURLToPath(new URL("../testing/interrupted-disposal.ts", import.meta.url));
    const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", script, ours.id, list.id], {
      stdio: ["ignore", "pipe", "inherit"],
      env: process.env,
    });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    await new Promise<void>((resolve) =>
      child.stdout.on("data", (text: Buffer) => text.includes("reached") && resolve()),
    );
    child.kill("SIGKILL");
    await ended;

    const { items } = await read(list.id);
    expect(items.map(({ state }) => state)).toEqual(["done", "destroyed", "planned"]);
    const { unfinishedDisposals } = await import("./queries");
    expect(await unfinishedDisposals(ours.system(), {})).toEqual([list.id]);
    expect(await execute(list.id)).toEqual({ left: false });
    expect((await read(list.id)).items.map(({ state }) => state)).toEqual(["done", "done", "done"]);
    for (const { id } of pieces) {
      expect((await vault.eventsOf(id)).filter((action) => action === "evidence.dispose")).toHaveLength(1);
      expect(await exists(await vault.storedPath(id))).toBe(false);
    }
  });
});

test("uploads that nobody claimed are destroyed after a day, and only they", async () => {
  const { sweepFiles } = await import("../evidence/sweep-files");
  setClock(new Date(Date.now() - 25 * 60 * 60 * 1000));
  await vault.upload(officer(), "never claimed");
  const kept = await vault.collect();
  setClock(null);
  await vault.upload(officer(), "waiting");
  expect(await sweepFiles(ours.system())).toBe(1);
  expect(await sweepFiles(ours.system())).toBe(0);
  expect(await exists(await vault.storedPath(kept.id))).toBe(true);
});
