import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openNote } from "@/lib/platform/crypto/signed-note";
import { createTestOrganization } from "@/scripts/testing/organization";
import { createSequencedDatabase, type SequencedDatabase } from "../testing/broken-log";
import { asOwner, contentOf, logOf } from "../testing/log-inspection";
import { checkPackage, exportLog } from "../testing/package-fixture";
import { writeEvents } from "../testing/write-events";

let at: SequencedDatabase;
beforeAll(async () => {
  at = await createSequencedDatabase();
});
afterAll(() => at.drop());

async function createSignedLog() {
  const organization = await createTestOrganization("Keys");
  await writeEvents(organization, 20);
  await at.pass();
  const log = await logOf(at.url, organization.id);
  return { organization, log, officer: organization.person.compliance_officer };
}

async function notesOf(log: { id: string }) {
  return (await contentOf(at.url, log)).notes;
}

async function keysOf(log: { id: string }) {
  return asOwner(at.url, async (db) => {
    const { rows } = await db.query<{ number: number; vkey: string; start: string | null }>(
      "select number, vkey, start_size::text as start from audit_log_key where log_id = $1 order by number",
      [log.id],
    );
    return rows;
  });
}

describe("a change of the log's key (A13)", () => {
  it("signs with the new key from the next checkpoint on; one pinned old key is enough, old checkpoints stay good", async () => {
    const { organization, log, officer } = await createSignedLog();
    const { orderLogKey } = await import("./order-key");
    const saved = (await notesOf(log)).at(-1) as string;
    const { vkey: second } = await orderLogKey(officer, {});
    expect((await logOf(at.url, organization.id)).vkey).toBe(log.vkey);
    await at.pass();
    expect((await logOf(at.url, organization.id)).vkey).toBe(second);
    await writeEvents(organization, 5);
    const { vkey: third } = await orderLogKey(officer, {});
    await at.pass();

    const notes = await notesOf(log);
    expect(openNote(notes.at(-2) as string, [second]).signers).toEqual([log.origin]);
    expect(openNote(notes.at(-1) as string, [third]).signers).toEqual([log.origin]);
    expect(await keysOf(log)).toEqual([
      { number: 1, vkey: log.vkey, start: "0" },
      { number: 2, vkey: second, start: "22" },
      { number: 3, vkey: third, start: "28" },
    ]);
    const more = { earlierSizes: [21n, 22n] };
    const zip = await exportLog(at.folder, organization.id, log.id, 28n, more);
    for (const pinned of [log.vkey, second, third]) {
      const report = await checkPackage(zip, { policy: `log ${pinned}\nquorum none\n` });
      expect(report).toMatchObject({ ok: true, problems: [] });
    }
    const report = await checkPackage(zip, {
      policy: `log ${log.vkey}\nquorum none\n`,
      earlier: [saved, notes.at(-2) as string],
    });
    expect(report).toMatchObject({ ok: true });
    expect(report.facts).toContain("its key was changed at size 28, vouched for by the key before");
    const { checkLog } = await import("../check/check-log");
    expect(await checkLog(organization.id)).toMatchObject({ state: "verified", size: "28" });
    expect(await readFile(at.copyFile(log.origin, "statement-2"), "utf8")).toContain(third);
  });

  it("is nothing anybody else could claim: a key without the old one's word is refused", async () => {
    const { organization, log } = await createSignedLog();
    const { newSigner } = await import("@/lib/platform/crypto/note-key");
    const { wrap } = await import("@/lib/platform/crypto/keyring");
    const { newSeed } = await import("@/lib/platform/crypto/ed25519");
    const { signerContext } = await import("@/lib/platform/setup/new-log");
    const seed = newSeed();
    const thief = newSigner(log.origin, seed);
    await asOwner(at.url, (db) =>
      db.query("update audit_log set vkey = $2, wrapped_signer = $3 where id = $1", [
        log.id,
        thief.vkey,
        wrap(seed, signerContext(log.id)),
      ]),
    );
    await writeEvents(organization, 3);
    await at.pass();
    expect((await logOf(at.url, organization.id)).haltedReason).toMatch(/No known key signed/);
    expect((await notesOf(log)).length).toBe(1);
  });

  it("survives a kill between taking the key into use and the first checkpoint it signs", async () => {
    const { organization, log, officer } = await createSignedLog();
    const { orderLogKey } = await import("./order-key");
    const { vkey } = await orderLogKey(officer, {});
    const { sequenceOnce } = await import("./sequencer");
    const dying = {
      ...at.store,
      async write(key: string, source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
        if (key.endsWith("/checkpoint")) throw new Error("killed");
        await at.store.write(key, source);
      },
    };
    await sequenceOnce(at.pool, dying, () => new Date(), true);
    expect((await logOf(at.url, organization.id)).vkey).toBe(vkey);
    const { checkLog } = await import("../check/check-log");
    expect(await checkLog(organization.id)).toMatchObject({ state: "verified" });
    await writeEvents(organization, 2);
    await at.pass();
    const notes = await notesOf(log);
    expect(openNote(notes.at(-1) as string, [vkey]).signers).toEqual([log.origin]);
    const zip = await exportLog(at.folder, organization.id, log.id, 24n);
    expect(await checkPackage(zip, { policy: `log ${log.vkey}\nquorum none\n` })).toMatchObject({ ok: true });
  });

  it("asks for a fresh sign-in, the right role, and one order at a time", async () => {
    const { organization, log, officer } = await createSignedLog();
    const { orderLogKey } = await import("./order-key");
    await expect(orderLogKey(organization.person.auditor, {})).rejects.toMatchObject({ code: "forbidden" });
    const late = { ...officer, authenticatedAt: new Date(Date.now() - 6 * 60_000) };
    await expect(orderLogKey(late, {})).rejects.toMatchObject({ code: "reauthenticate" });
    await orderLogKey(officer, {});
    await expect(orderLogKey(organization.person.admin, {})).rejects.toMatchObject({ code: "conflict" });
    expect((await keysOf(log)).map(({ number }) => number)).toEqual([2]);
  });
});
