import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createBackedUpLog,
  createSequencedDatabase,
  type SequencedDatabase,
  signedContent,
} from "../testing/broken-log";
import { asOwner, contentOf, logOf, opened } from "../testing/log-inspection";
import { checkPackage, exportLog } from "../testing/package-fixture";
import { writeEvents } from "../testing/write-events";

let at: SequencedDatabase;
beforeAll(async () => {
  at = await createSequencedDatabase();
});
afterAll(() => at.drop());

let backups = 0;

/** A log whose database was restored from an old backup, and whose copy is of no use. */
async function createHaltedLog() {
  const backup = `old${backups++}`;
  const made = await createBackedUpLog(at, backup);
  await at.restore(backup);
  await rm(at.copyFile(made.log.origin, "tile"), { recursive: true });
  await writeEvents(made.organization, 4, "example.while-halted");
  await at.pass();
  expect(await logOf(at.url, made.organization.id)).toMatchObject({ haltedReason: expect.stringMatching(/older/) });
  const second = await made.organization.join("Second Officer", ["compliance_officer"]);
  return { ...made, first: made.organization.person.compliance_officer, second };
}

/** One pass opens the successor, one moves what waited, one sequences it. */
async function settle() {
  for (let passes = 0; passes < 3; passes++) await at.pass();
}

const reason = "The disk failed on Monday; the newest backup was of Sunday, and the copy was on the same disk.";
const commands = async () => ({ ...(await import("./propose-closing")), ...(await import("./decide-closing")) });

describe("a log that cannot be continued (A9)", () => {
  it("is closed by two people and continued by a successor, which every verifier says", async () => {
    const { organization, log, before, first, second } = await createHaltedLog();
    const { proposeClosing, confirmClosing } = await commands();
    const { id } = await proposeClosing(first, { reason });
    const next = await confirmClosing(second, { id });
    expect(next).toMatchObject({ origin: `${log.origin}/2`, closedAt: "310" });
    await writeEvents(organization, 2, "example.afterwards");
    await settle();

    const successor = await logOf(at.url, organization.id);
    expect(successor).toMatchObject({ id: next.id, origin: `${log.origin}/2`, haltedReason: null, pending: 0 });
    const { leaves, checkpoints, dense } = await signedContent(at.url, successor);
    expect(dense && checkpoints.every(({ fits }) => fits)).toBe(true);
    const events = leaves.map(({ leaf }) => JSON.parse(leaf.toString()));
    expect(events[0]).toMatchObject({
      action: "log.confirm-closing",
      change: {
        reason,
        after: { closed: { origin: log.origin, size: "310", leaves: "10" }, proposedBy: { k: expect.any(String) } },
      },
    });
    const last = before.checkpoints.at(-1)?.note ?? "";
    expect(opened([`${events[0].change.after.closed.checkpoint}\n`], log)[0]?.note.trim()).toBe(last.trim());
    // Nothing that was recorded while it was halted is lost, and nothing stands twice.
    const actions = events.map((event) => event.action);
    expect(actions.filter((action) => action === "example.while-halted").length).toBe(4);
    expect(actions.filter((action) => action === "example.afterwards").length).toBe(2);
    expect(actions).toContain("log.propose-closing");

    // Whoever pinned the old key can follow, and the old checkpoint is no further than where the log was closed.
    const policy = `log ${log.vkey}\nquorum none\n`;
    const zip = await exportLog(at.folder, organization.id, successor.id, BigInt(leaves.length));
    const report = await checkPackage(zip, { policy, earlier: [last] });
    expect(report).toMatchObject({ ok: true, problems: [] });
    expect(report.facts).toContain(`${log.origin} was closed by restore at size 310; ${log.origin}/2 continues it`);
    expect(report.facts.join()).toMatch(/its first event says where .* ended, why, and who decided it/);
    expect(report.limits.join()).toMatch(/of 310 events is of .*, closed at size 310/);
    const { checkLog } = await import("../check/check-log");
    expect(await checkLog(organization.id)).toMatchObject({ state: "verified" });

    // A package of the closed log says where it ended; what the restore lost shows against a saved checkpoint.
    const ended = await exportLog(at.folder, organization.id, log.id, 10n);
    const rest = await checkPackage(ended, { policy });
    expect(rest).toMatchObject({ ok: true });
    expect(rest.facts).toContain(`${log.origin} was closed by restore at size 310; ${log.origin}/2 continues it`);
    expect(await checkPackage(ended, { policy, earlier: [last] })).toMatchObject({ ok: false, firstBadIndex: 10n });
    const { requestExport } = await import("../export/request-export");
    expect(await requestExport(first, { log: log.id } as never)).toMatchObject({ size: 10n });
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const [asked] = await inTenant(organization.id, "read", (tx) => tx.auditExport.findMany());
    expect(asked?.selection).toMatchObject({ kind: "range", count: "10", log: log.id });
  });

  it("is closed once, by somebody else than who proposed it, and only while it is halted", async () => {
    const { organization, first, second } = await createHaltedLog();
    const { proposeClosing, confirmClosing, dismissClosing } = await commands();
    await expect(proposeClosing(organization.person.auditor, { reason })).rejects.toMatchObject({ code: "forbidden" });
    await expect(proposeClosing(first, { reason: " " })).rejects.toMatchObject({ code: "invalid" });
    const { id } = await proposeClosing(first, { reason });
    await expect(proposeClosing(second, { reason })).rejects.toMatchObject({ code: "conflict" });
    await expect(confirmClosing(first, { id })).rejects.toMatchObject({ code: "forbidden", details: { duty: true } });
    const { organization: others } = await createBackedUpLog(at, `other${backups++}`);
    await expect(confirmClosing(others.person.admin, { id })).rejects.toMatchObject({ code: "not_found" });
    await expect(proposeClosing(others.person.admin, { reason })).rejects.toMatchObject({ code: "conflict" });
    await dismissClosing(second, { id });
    await expect(confirmClosing(second, { id })).rejects.toMatchObject({ code: "conflict" });
    const again = await proposeClosing(second, { reason });
    const both = await Promise.allSettled([
      confirmClosing(first, { id: again.id }),
      confirmClosing(organization.person.admin, { id: again.id }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await settle();
    expect(await logOf(at.url, organization.id)).toMatchObject({ haltedReason: null, pending: 0 });
    await expect(proposeClosing(first, { reason })).rejects.toMatchObject({ code: "conflict" });
  });

  it("never closes over a log that is signed again since", async () => {
    const { organization, log, first, second } = await createHaltedLog();
    const { proposeClosing, confirmClosing } = await commands();
    const { id } = await proposeClosing(first, { reason });
    await asOwner(at.url, (db) =>
      db.query("update audit_log set halted_at = null, halted_reason = null, halted_note = null where id = $1", [
        log.id,
      ]),
    );
    await expect(confirmClosing(second, { id })).rejects.toMatchObject({ code: "conflict" });
    await at.pass();
    expect((await logOf(at.url, organization.id)).id).toBe(log.id);
  });

  it("moves what was allotted but never signed, and closes a second time", async () => {
    const { organization, log, first, second } = await createHaltedLog();
    const { proposeClosing, confirmClosing } = await commands();
    await confirmClosing(second, await proposeClosing(first, { reason }));
    await settle();
    const middle = await logOf(at.url, organization.id);
    const signed = (await signedContent(at.url, middle)).leaves.length;
    await writeEvents(organization, 3, "example.unsigned");
    const { appendPending } = await import("./advance-log");
    const { loadLog } = await import("./log-tables");
    const db = await at.pool.connect();
    await appendPending(db, await loadLog(db, middle.id), 100);
    db.release();
    await rm(at.copyFile(middle.origin, "tile"), { recursive: true });
    await asOwner(at.url, async (owner) => {
      await owner.query("set session_replication_role = replica");
      await owner.query(
        "update audit_tile set hashes = overlay(hashes placing '\\x00'::bytea from 3) where log_id = $1",
        [middle.id],
      );
    });
    await at.pass();
    expect((await logOf(at.url, organization.id)).haltedReason).toMatch(/not those that were signed/);
    const next = await confirmClosing(first, await proposeClosing(second, { reason }));
    expect(next).toMatchObject({ origin: `${log.origin}/3`, closedAt: `${signed}` });
    await settle();
    expect((await contentOf(at.url, middle)).leaves.length).toBe(signed);
    const { leaves } = await signedContent(at.url, await logOf(at.url, organization.id));
    const actions = leaves.map(({ leaf }) => JSON.parse(leaf.toString()).action);
    expect(actions.filter((action) => action === "example.unsigned").length).toBe(3);
    const zip = await exportLog(at.folder, organization.id, next.id, BigInt(leaves.length));
    expect(await checkPackage(zip, { policy: `log ${log.vkey}\nquorum none\n` })).toMatchObject({ ok: true });
  });

  it("cannot be closed past the commands", async () => {
    const { organization, log } = await createHaltedLog();
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const close = inTenant(organization.id, "write", (tx) =>
      tx.auditLog.update({ where: { id: log.id }, data: { closedAt: new Date() }, select: { id: true } }),
    );
    await expect(close).rejects.toThrow(/two people/);
    const open = inTenant(
      organization.id,
      "write",
      (tx) => tx.$executeRaw`insert into audit_log (id, organization_id, origin, vkey, wrapped_signer, created_at)
        values (gen_random_uuid(), ${organization.id}::uuid, 'another', 'key', '', now())`,
    );
    await expect(open).rejects.toThrow(/successor of a closed one/);
  });
});
