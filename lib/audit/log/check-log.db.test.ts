import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leafHash, rootAt, verifyConsistency, verifyInclusion } from "@/lib/platform/crypto/merkle";
import { openNote, parseCheckpoint } from "@/lib/platform/crypto/signed-note";
import { hashAtFromTiles, newBundles, parseEntries, splitTile, tilePath } from "@/lib/platform/crypto/tiles";
import type { Tx } from "@/lib/platform/db/client";
import { asOwner, contentOf, tamper } from "../testing/log-inspection";
import { createLogToExport } from "../testing/package-fixture";

let made: Awaited<ReturnType<typeof createLogToExport>>;

beforeAll(async () => {
  made = await createLogToExport();
});
afterAll(() => made.drop());

async function read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const { inTenant } = await import("@/lib/platform/db/tenant");
  return inTenant(made.organization.id, "read", work);
}

async function check(first?: bigint) {
  const { checkLog } = await import("./check-log");
  const report = await checkLog(read, first);
  return { ...report, messages: report?.problems.map((problem) => problem.message).join("\n") };
}

describe("the check of a log's own rows (A7, A15)", () => {
  it("finds all as signed, from the beginning or from an index", async () => {
    expect(await check()).toMatchObject({ ok: true, size: 601n, firstBadIndex: null, origin: made.log.origin });
    expect((await check(590n)).facts).toEqual(["11 events, 590–600, are those that were signed"]);
  });

  it.each([
    [
      "an altered leaf",
      (event: string) => `update audit_event set leaf = overlay(leaf placing 'x' from 40) where id = ${event}`,
    ],
    ["an edited column", (event: string) => `update audit_event set actor_name = 'Nobody' where id = ${event}`],
    ["an emptied column", (event: string) => `update audit_event set ip = null where id = ${event}`],
    ["a deleted event", (event: string) => `delete from audit_event where id = ${event}`],
    ["a deleted place", (event: string) => `delete from audit_leaf where event_id = ${event}`],
  ])("names the first bad index after %s", async (_, damage) => {
    await made.whileTampered([damage(made.leafAt(401)), damage(made.leafAt(402))], async () => {
      expect(await check()).toMatchObject({ ok: false, firstBadIndex: 401n });
      expect(await check(500n)).toMatchObject({ ok: true });
    });
    expect(await check()).toMatchObject({ ok: true });
  });

  it("fails on altered tiles and on a checkpoint signed by another key", async () => {
    const tile = `update audit_tile set hashes = overlay(hashes placing '\\x00'::bytea from 9) where log_id = '${made.log.id}'`;
    await made.whileTampered([`${tile} and level = 0 and index = 1`], async () => {
      expect(await check()).toMatchObject({ ok: false, firstBadIndex: 256n });
    });
    await made.whileTampered([`${tile} and level = 1`], async () => {
      expect((await check()).messages).toMatch(/does not lead to the signed root/);
    });
    const note = `update audit_checkpoint set note = replace(note, E'\\n601\\n', E'\\n600\\n') where log_id = '${made.log.id}'`;
    await made.whileTampered([note], async () => {
      expect((await check()).messages).toMatch(/signature of .* is bad/);
    });
  });

  it("accepts empty columns of destroyed keys, and nothing else in them (A17)", async () => {
    const subject = `person:${made.organization.person.compliance_officer.personId}`;
    await asOwner(made.url, (db) => db.query("create table good_key as table subject_key"));
    const destroy = `update subject_key set wrapped_key = null, destroyed_at = now() where subject = '${subject}'`;
    const forget =
      "update audit_event set actor_name = null, resource_label = null, ip = null where actor_kind = 'user'";
    try {
      await made.whileTampered([destroy], async () => {
        const report = await check();
        expect(report.ok).toBe(false);
        expect(report.messages).toMatch(/column actor_name/);
      });
      await made.whileTampered([forget], async () => expect(await check()).toMatchObject({ ok: true }));
    } finally {
      await tamper(made.url, "delete from subject_key", "insert into subject_key select * from good_key");
    }
  });
});

describe("proofs for one who checks by himself", () => {
  it("prove an event and the continuation of any earlier checkpoint (A10, A11)", async () => {
    const { proveConsistency, proveEvent } = await import("./proofs");
    const { leaves } = await contentOf(made.url, made.log);
    for (const at of [0, 255, 256, 600]) {
      const proof = await read((tx) => proveEvent(tx, leaves[at]?.eventId as string));
      if (proof === null) throw new Error("no proof");
      const { size, root } = parseCheckpoint(openNote(proof.note, [proof.vkey]).text);
      expect(proof.index).toBe(BigInt(at));
      expect(verifyInclusion(leafHash(proof.leaf), proof.index, size, proof.proof, root)).toBe(true);
    }
    expect(await read((tx) => proveEvent(tx, crypto.randomUUID()))).toBeNull();
    const newest = parseCheckpoint(openNote(made.notes[2] as string, [made.log.vkey]).text);
    for (const note of made.notes) {
      const earlier = parseCheckpoint(openNote(note, [made.log.vkey]).text);
      const proof = await read((tx) => proveConsistency(tx, earlier.size));
      expect(verifyConsistency(earlier.size, newest.size, proof?.proof ?? [], earlier.root, newest.root)).toBe(true);
    }
    await expect(read((tx) => proveConsistency(tx, 0n))).rejects.toThrow(RangeError);
    await expect(read((tx) => proveConsistency(tx, 602n))).rejects.toThrow(RangeError);
  });

  it("let a foreign client follow the log over its static paths (A20)", async () => {
    const { staticResource } = await import("./static-resource");
    const fetchPath = async (path: string) => {
      const found = await read((tx) => staticResource(tx, path));
      if (found === null) throw new Error(`404 ${path}`);
      return found.body as Uint8Array;
    };
    const checkpoint = await read((tx) => staticResource(tx, "checkpoint"));
    const { size, root } = parseCheckpoint(openNote(checkpoint?.body as string, [made.log.vkey]).text);
    expect(
      await rootAt(
        size,
        hashAtFromTiles(size, (tile) => fetchPath(tilePath(tile))),
      ),
    ).toEqual(root);
    for (const bundle of newBundles(0n, size)) {
      const entries = parseEntries(await fetchPath(tilePath(bundle)));
      expect(entries.map(leafHash)).toEqual(splitTile(await fetchPath(tilePath({ ...bundle, level: 0 }))));
    }
    // Partial tiles of earlier checkpoints are served too; nothing beyond the last one, and no made-up path.
    expect((await fetchPath("tile/0/000.p/200")).length).toBe(200 * 32);
    for (const path of ["tile/0/002.p/90", "tile/0/002", "tile/0/003", "tile/2/000", "tile/0/0", "", "../checkpoint"]) {
      await expect(fetchPath(path)).rejects.toThrow("404");
    }
  });
});
