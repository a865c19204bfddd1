import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asOwner, logOf, tamper } from "../testing/log-inspection";
import { createOldMonths, type OldOrganization } from "../testing/old-month";

let at: Awaited<ReturnType<typeof createOldMonths>>;
let ours: OldOrganization;
let month: { id: string; reference: string };

beforeAll(async () => {
  at = await createOldMonths();
  ours = await at.organization("Ours", 20);
  await at.destroyOldKeys(ours);
  const { proposeArchives } = await import("./propose");
  const { requestArchive, approveArchive } = await import("./decide");
  month = (await proposeArchives(ours.person.compliance_officer, {})).proposed[0] as typeof month;
  await requestArchive(ours.person.compliance_officer, { id: month.id });
  await approveArchive(ours.second, { id: month.id, confirmation: month.reference });
});
afterAll(() => at.drop());

async function carryOutOnce() {
  const { carryOutArchive } = await import("./carry-out");
  return carryOutArchive(ours.system(), month.id);
}

async function check() {
  const { checkLog } = await import("../check/check-log");
  return checkLog(ours.id);
}

async function archive() {
  const { readArchive } = await import("./queries");
  return (await readArchive(ours.person.auditor, { id: month.id })).archive;
}

const eventsLeft = () =>
  asOwner(at.url, async (db) => {
    const text =
      "select count(*)::int as events from audit_event where organization_id = $1 and recorded_at < '2015-04-01'";
    return (await db.query<{ events: number }>(text, [ours.id])).rows[0]?.events ?? 0;
  });

async function bundleFile() {
  const folder = path.join(at.folder, "store/archives");
  return path.join(folder, (await readdir(folder)).find((name) => name.startsWith(month.id)) ?? "");
}

/** One bit of a file turned over while `work` runs. */
async function damaged(file: string, place: number, work: () => Promise<void>): Promise<void> {
  const whole = await readFile(file);
  const altered = Buffer.from(whole);
  altered[place] = (altered[place] as number) ^ 1;
  await writeFile(file, altered);
  await work().finally(() => writeFile(file, whole));
}

describe("damage to what is archived (E6)", () => {
  test("a bundle damaged before the move is found and told once, and nothing leaves the database", async () => {
    expect(await carryOutOnce()).toEqual({ left: true });
    const before = await eventsLeft();
    expect(before).toBeGreaterThan(20);
    await damaged(await bundleFile(), 100, async () => {
      expect(await carryOutOnce()).toEqual({ left: false });
      expect(await carryOutOnce()).toEqual({ left: false });
    });
    expect(await eventsLeft()).toBe(before);
    expect((await archive()).problem).toMatch(/cannot be decrypted/);
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const alerts = await inTenant(ours.id, "read", (tx) => tx.alert.findMany({ where: { rule: "archive-bundle" } }));
    expect(alerts).toMatchObject([{ title: expect.stringContaining(month.reference), occurrences: 1 }]);
    expect(await carryOutOnce()).toEqual({ left: false });
    expect(await archive()).toMatchObject({ state: "done", problem: null });
    expect(await eventsLeft()).toBe(0);
    await at.sequence();
    expect(await check()).toMatchObject({ state: "verified" });
  });

  test("a tampered, exchanged or missing bundle is named by the check of the log", async () => {
    const named = `The archive bundle ${month.reference} (2015-03, events 0–`;
    await damaged(await bundleFile(), 500, async () => {
      expect(await check()).toMatchObject({ state: "failed", index: "0", message: expect.stringContaining(named) });
    });
    await tamper(at.url, `update audit_archive set sha256 = repeat('0', 64) where id = '${month.id}'`);
    expect((await check()).message).toContain("has another hash than the log recorded");
    await tamper(at.url, "update stored_object set sha256 = repeat('0', 64) where purpose = 'audit-archive'");
    expect((await check()).message).toContain("has another hash than the log recorded");
    const told = `portal_leaf(e.leaf) #>> '{change,after,sha256}'`;
    const again = `from audit_event e where e.action = 'archive.bundle' and e.resource_id = '${month.id}'`;
    await tamper(
      at.url,
      `update audit_archive set sha256 = (select ${told} ${again}) where id = '${month.id}'`,
      `update stored_object set sha256 = (select ${told} ${again}) where purpose = 'audit-archive'`,
    );
    expect(await check()).toMatchObject({ state: "verified" });
  });

  test("an archive invented or changed by the owner of the database hides nothing", async () => {
    await tamper(at.url, `update audit_archive set first = first + 1 where id = '${month.id}'`);
    expect(await check()).toMatchObject({ state: "failed", message: expect.stringContaining("no bundle holds them") });
    await tamper(at.url, `update audit_archive set first = first - 1 where id = '${month.id}'`);
    const { count } = await archive();
    await tamper(
      at.url,
      "delete from audit_archive where month = '2015-04'",
      `insert into audit_archive select gen_random_uuid(), organization_id, log_id, 'ARC-2026-0099', state, '2015-04', first + count, 2,
         newest_at, proposed_by_id, proposed_at, requested_by_id, requested_at, decided_by_id, decided_at, reason, size, object_id,
         sha256, bundled_at, 2, finished_at, problem from audit_archive where id = '${month.id}'`,
    );
    expect(await check()).toMatchObject({
      state: "failed",
      index: `${count}`,
      message: expect.stringContaining("ARC-2026-0099"),
    });
    await tamper(at.url, "delete from audit_archive where reference = 'ARC-2026-0099'");
    expect(await check()).toMatchObject({ state: "verified" });
  });

  test("an event altered in the log's copy is found at its place, and its entries are not served", async () => {
    const log = await logOf(at.url, ours.id);
    const folder = path.join(at.folder, "store/log", ...log.origin.split("/").map(encodeURIComponent), "tile/entries");
    const [name = ""] = await readdir(path.join(folder, "000.p"));
    await damaged(path.join(folder, "000.p", name), 40, async () => {
      expect(await check()).toMatchObject({
        state: "failed",
        index: "0",
        message: expect.stringContaining("log's copy"),
      });
      const { readEntries } = await import("../follow/queries");
      const asked = readEntries(ours.person.auditor, { organization: ours.id, path: ["000.p", "5"] });
      await expect(asked).rejects.toMatchObject({ code: "unavailable" });
    });
    expect(await check()).toMatchObject({ state: "verified" });
  });
});
