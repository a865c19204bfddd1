import { spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseEntries } from "@/lib/platform/crypto/tiles";
import { asOwner, contentOf, logOf, opened } from "../testing/log-inspection";
import { createOldMonths, type OldOrganization } from "../testing/old-month";
import { blobSource } from "../verify/byte-source";
import { verifyPackage } from "../verify/verify-package";

let at: Awaited<ReturnType<typeof createOldMonths>>;
let ours: OldOrganization;
let theirs: OldOrganization;
/** What stood in the trail before anything was archived. */
let before: Awaited<ReturnType<typeof contentOf>>;
let march: { id: string; reference: string };

beforeAll(async () => {
  at = await createOldMonths();
  ours = await at.organization("Ours", 300);
  theirs = await at.organization("Theirs", 20);
});
afterAll(() => at.drop());

const officer = (of = ours) => of.person.compliance_officer;
const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "done",
    (error) => (error as { code?: string }).code ?? String(error),
  );

async function load() {
  return {
    ...(await import("./propose")),
    ...(await import("./decide")),
    ...(await import("./carry-out")),
    ...(await import("./queries")),
    ...(await import("./steps")),
    ...(await import("./archived-event")),
    ...(await import("../check/check-log")),
    ...(await import("../follow/queries")),
    ...(await import("../explorer/queries")),
    ...(await import("../stream/queries")),
    ...(await import("@/lib/platform/db/tenant")),
  };
}

const rowsOf = (organizationId: string) =>
  asOwner(at.url, async (db) => {
    const { rows } = await db.query<{ events: number; leaves: number }>(
      `select (select count(*)::int from audit_event where organization_id = $1) as events,
         (select count(*)::int from audit_leaf where organization_id = $1) as leaves`,
      [organizationId],
    );
    return rows[0] as { events: number; leaves: number };
  });

async function carryOut(id: string, of = ours) {
  const { carryOutArchive } = await load();
  for (let step = 0; step < 10; step += 1) if (!(await carryOutArchive(of.system(), id)).left) return;
}

async function bundleBytes(id: string, of = ours): Promise<Blob> {
  const { downloadArchive } = await load();
  const { readObject } = await import("@/lib/platform/storage/encryption");
  const { objectStore } = await import("@/lib/platform/storage/object-store");
  const { object } = await downloadArchive(of.person.auditor, { id });
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of await readObject(objectStore(), object)) parts.push(new Uint8Array(part));
  return new Blob(parts);
}

describe("a month of the log goes to an archive bundle (E6)", () => {
  test("only past every retention, and only when its keys are destroyed first (A17)", async () => {
    const { proposeArchives } = await load();
    await expect(proposeArchives(officer(), {})).rejects.toThrow(/2015-03 stays: \d+ keys up to this month/);
    await at.destroyOldKeys(ours);
    const { placeHold } = await import("../holds/place");
    const hold = {
      title: "Litigation",
      reason: "Claim",
      coversTrail: true,
      periodFrom: "2015-03-01",
      periodTo: "2015-03-31",
    };
    const { id } = await placeHold(officer(), hold as never);
    await expect(proposeArchives(officer(), {})).rejects.toThrow(/2015-03 stays: under legal hold HLD-/);
    const { proposeRelease, confirmRelease } = await import("../holds/release");
    await proposeRelease(officer(), { id, reason: "Settled" } as never);
    await confirmRelease(ours.second, { id } as never);
    await at.sequence();
    before = await contentOf(at.url, await logOf(at.url, ours.id));
    const { proposed, waits } = await proposeArchives(ours.system(), {});
    expect(proposed.map(({ month }) => month)).toEqual(["2015-03", "2015-04"]);
    expect(waits).toMatch(/stays: events of it are kept until 20\d\d/);
    march = proposed[0] as typeof march;
    await expect(proposeArchives(ours.system(), {})).rejects.toMatchObject({ code: "conflict" });
  });

  test("it takes two people with the duty, of this organisation; the portal's proposal is nobody's approval", async () => {
    const { requestArchive, approveArchive, refuseArchive, readArchive, downloadArchive } = await load();
    const { id, reference: confirmation } = march;
    expect(await codeOf(requestArchive(ours.person.auditor, { id }))).toBe("forbidden");
    expect(await codeOf(requestArchive(officer(theirs), { id }))).toBe("not_found");
    expect(await codeOf(readArchive(theirs.person.auditor, { id }))).toBe("not_found");
    expect(await codeOf(approveArchive(ours.second, { id, confirmation }))).toBe("conflict");
    await requestArchive(officer(), { id });
    expect(await codeOf(requestArchive(ours.second, { id }))).toBe("conflict");
    expect(await codeOf(approveArchive(officer(), { id, confirmation }))).toBe("forbidden");
    expect(await codeOf(approveArchive(ours.second, { id, confirmation: "ARC" }))).toBe("invalid");
    expect(await codeOf(approveArchive(officer(theirs), { id, confirmation }))).toBe("not_found");
    await carryOut(id);
    expect((await rowsOf(ours.id)).events).toBeGreaterThan(300);
    expect(await codeOf(downloadArchive(ours.person.auditor, { id }))).toBe("conflict");
    await approveArchive(ours.second, { id, confirmation });
    expect(await codeOf(refuseArchive(officer(), { id, reason: "Too late" }))).toBe("conflict");
  });

  test("the database lets nothing leave the trail that is not in a bundle two people approved", async () => {
    const owner = (text: string) => asOwner(at.url, (db) => db.query(text));
    await expect(owner("delete from audit_event")).rejects.toThrow(/append-only/);
    await expect(owner(`update audit_archive set state = 'done' where id = '${march.id}'`)).rejects.toThrow(/refused/);
    await expect(owner(`delete from audit_archive where id = '${march.id}'`)).rejects.toThrow(/refused/);
    const { inTenant } = await load();
    for (const organizationId of [ours.id, theirs.id]) {
      const move = inTenant(
        organizationId,
        "write",
        (tx) => tx.$queryRaw`select portal_move_to_archive(${march.id}::uuid, 10)`,
      );
      await expect(move).rejects.toThrow(/not in a verified bundle/);
    }
  });

  test("killed when the bundle is stored but not on record, nothing has moved and the next run begins again", async () => {
    const script = fileURLToPath(new URL("../testing/interrupted-archive.ts", import.meta.url));
    const args = ["--conditions=react-server", "--import", "tsx", script, ours.id, march.id];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"], env: process.env });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    await new Promise<void>((resolve) =>
      child.stdout.on("data", (text: Buffer) => text.includes("reached") && resolve()),
    );
    child.kill("SIGKILL");
    await ended;
    const folder = path.join(at.folder, "store/archives");
    expect(await readdir(folder)).toHaveLength(1);
    const { readArchive, unfinishedArchives, carryOutArchive } = await load();
    expect((await readArchive(officer(), { id: march.id })).archive).toMatchObject({ state: "approved", moved: 0n });
    expect(await unfinishedArchives(ours.system(), {})).toEqual([march.id]);
    expect(await carryOutArchive(ours.system(), march.id)).toEqual({ left: true });
    expect(await readdir(folder)).toHaveLength(1);
    expect((await rowsOf(ours.id)).events).toBeGreaterThan(300);
  });

  test("cut off while moving, it goes on; other organisations' rows of that month stay where they are", async () => {
    const { inTenant, moveEvents, readArchive } = await load();
    const theirsBefore = await rowsOf(theirs.id);
    const killed = inTenant(ours.id, "write", async (tx) => {
      await tx.$queryRaw`select portal_move_to_archive(${march.id}::uuid, 100)`;
      throw new Error("killed");
    });
    await expect(killed).rejects.toThrow("killed");
    await inTenant(ours.id, "write", (tx) => tx.$queryRaw`select portal_move_to_archive(${march.id}::uuid, 100)`);
    const half = (await readArchive(officer(), { id: march.id })).archive;
    expect(half).toMatchObject({ state: "bundled", moved: 100n });
    await carryOut(march.id);
    const { archive } = await readArchive(officer(), { id: march.id });
    expect(archive).toMatchObject({ state: "done", first: 0n, moved: archive.count });
    expect(archive.count).toBeGreaterThan(300n);
    expect(await codeOf(moveEvents(ours.system(), { id: march.id }))).toBe("conflict");
    expect(await rowsOf(theirs.id)).toEqual(theirsBefore);
    await at.sequence();
    const { leaves, events } = await rowsOf(ours.id);
    expect(leaves - events).toBe(Number(archive.count));
  });

  test("the bundle verifies offline, complete for its places, and its hash stands in the log", async () => {
    const { readArchive, inTenant } = await load();
    const { archive } = await readArchive(officer(), { id: march.id });
    const report = await verifyPackage(blobSource(await bundleBytes(march.id)));
    expect(report).toMatchObject({ ok: true });
    expect(report.facts).toContain(`complete for indexes 0–${archive.count - 1n}`);
    const event = await inTenant(ours.id, "read", (tx) =>
      tx.auditEvent.findFirstOrThrow({ where: { action: "archive.bundle", resourceId: march.id } }),
    );
    expect(JSON.parse(Buffer.from(event.leaf).toString()).change.after).toMatchObject({
      sha256: archive.sha256,
      month: "2015-03",
    });
  });

  test("checks, checkpoints, tiles, entries, single events and exports go on as before", async () => {
    const { checkLog, checkTail, readEntries, readEvent, readArchivedEvent, searchEvents, streamEvents } = await load();
    expect(await checkLog(ours.id)).toMatchObject({ state: "verified" });
    expect(await checkTail(ours.id, 310n)).toMatchObject({ state: "verified" });
    const log = await logOf(at.url, ours.id);
    expect(log.haltedReason).toBeNull();
    const after = await contentOf(at.url, log);
    expect(after.leaves.map(({ hash }) => hash)).toEqual(expect.arrayContaining(before.leaves.map(({ hash }) => hash)));
    expect(opened(after.notes, log).length).toBeGreaterThan(opened(before.notes, log).length);

    for (const [name, from, to] of [
      ["000", 0, 256],
      ["001.p/60", 256, 316],
    ] as const) {
      const entries = parseEntries(
        await readEntries(ours.person.auditor, { organization: ours.id, path: name.split("/") }),
      );
      expect(entries).toEqual(before.leaves.slice(from, to).map(({ leaf }) => new Uint8Array(leaf)));
    }
    const old = before.leaves[7] as (typeof before.leaves)[number];
    await expect(readEvent(ours.person.auditor, { id: old.eventId })).rejects.toMatchObject({
      code: "gone",
      message: `Event № 7 was archived to the bundle ${march.reference} (2015-03).`,
    });
    const shown = await readArchivedEvent(ours.person.auditor, { id: old.eventId });
    expect(shown).toMatchObject({ index: 7n, archive: { reference: march.reference }, place: { state: "signed" } });
    expect(shown.leaf).toEqual(new Uint8Array(old.leaf));
    expect(await codeOf(readArchivedEvent(theirs.person.auditor, { id: old.eventId }))).toBe("not_found");
    const april = await searchEvents(ours.person.auditor, { action: "example.april" });
    expect(april.events).toHaveLength(5);
    expect(april.archived).toMatchObject({ archives: 1 });
    const { readAuditReport } = await import("@/lib/portal/audit-report");
    const { reportWire } = await import("../report/wire");
    const reportOf = async (from: string) =>
      reportWire(await readAuditReport(ours.person.auditor, { from, to: "2015-04-30" }));
    expect(await reportOf("2015-03-01")).toMatchObject({ archived: { until: "2015-03-10T10:00:00.000Z" } });
    expect((await reportOf("2015-04-01")).archived).toBeNull();
    await expect(streamEvents(ours.person.auditor, {})).rejects.toThrow(/archived.*after=\d+/);
    const refused = await streamEvents(ours.person.auditor, {}).catch((error: Error) => error.message);
    const next = Number(/after=(\d+)/.exec(String(refused))?.[1]);
    expect((await streamEvents(ours.person.auditor, { after: next })).events[0]?.index).toBe(next + 1);

    const { requestExport } = await import("../export/request-export");
    const { buildExport, exportStore } = await import("../export/run-export");
    const { downloadExport } = await import("../export/queries");
    const { readObject } = await import("@/lib/platform/storage/encryption");
    const { id } = await requestExport(ours.person.auditor, {});
    expect(await buildExport(ours.system(), id)).toEqual({ built: true });
    const { object } = await downloadExport(ours.person.auditor, { exportId: id });
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for await (const part of await readObject(exportStore(), object)) parts.push(new Uint8Array(part));
    const report = await verifyPackage(blobSource(new Blob(parts)), { earlier: before.notes });
    expect(report).toMatchObject({ ok: true });
    expect(report.facts.join("\n")).toMatch(/complete for indexes 0–3\d\d/);
  });

  test("the next month follows, and a log that grows over a bundle of the copy stays whole", async () => {
    const { listArchives, requestArchive, approveArchive, checkLog } = await load();
    const april = (await listArchives(officer(), {})).archives.find(({ month }) => month === "2015-04");
    const { id = "", reference: confirmation = "" } = april ?? {};
    await requestArchive(ours.second, { id });
    await approveArchive(officer(), { id, confirmation });
    await carryOut(id);
    const { writeEvents } = await import("../testing/write-events");
    for (let i = 0; i < 3; i += 1) {
      await writeEvents(ours, 70, "example.later");
      await at.sequence();
    }
    expect((await logOf(at.url, ours.id)).haltedReason).toBeNull();
    expect(await checkLog(ours.id)).toMatchObject({ state: "verified" });
  });
});
