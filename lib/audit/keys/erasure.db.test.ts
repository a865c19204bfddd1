import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { UserActor } from "@/lib/platform/auth/actor-types";
import { asOwner, contentOf, tamper } from "../testing/log-inspection";
import { blobSource } from "../verify/byte-source";
import { verifyPackage } from "../verify/verify-package";
import { createErasureStage } from "./testing/erasure-fixture";

let stage: Awaited<ReturnType<typeof createErasureStage>>;
let officer: UserActor;
let privacy: UserActor;
let auditor: UserActor;
let subject: UserActor;
let american: UserActor;
let held: UserActor;
let staff: UserActor;
let events: Record<"ticket" | "statutory" | "held" | "staff", string>;

beforeAll(async () => {
  stage = await createErasureStage();
  const { organization } = stage;
  officer = organization.person.compliance_officer;
  privacy = organization.person.privacy_officer;
  auditor = organization.person.auditor;
  subject = await organization.join("Erika Erased", ["customer"]);
  american = await organization.join("Sam Statute", ["customer"]);
  held = await organization.join("Hanna Held", ["customer"]);
  staff = await organization.join("Otto Office", ["employee"]);
  for (let i = 0; i < 280; i++) await stage.leave(officer, i % 2 ? subject : officer);
  events = {
    ticket: await stage.leave(subject, subject),
    statutory: await stage.leave(american, american, "six_years"),
    held: await stage.leave(held, held),
    staff: await stage.leave(staff, officer),
  };
  await stage.leave(american, american);
  const { placeHold } = await import("../holds/place");
  await placeHold(officer, {
    title: "Litigation",
    reason: "Claim of a patient",
    coversTrail: true,
    personId: held.personId,
  });
  await stage.sequence();
});
afterAll(() => stage.drop());

/** Asks for a package of the whole log, builds and downloads it as its requester would. */
async function exported(by: UserActor) {
  const { requestExport } = await import("../export/request-export");
  const { buildExport, exportStore } = await import("../export/run-export");
  const { downloadExport } = await import("../export/queries");
  const { readObject } = await import("@/lib/platform/storage/encryption");
  const { id: exportId } = await requestExport(by, {});
  expect(await buildExport(stage.organization.system(), exportId)).toEqual({ built: true });
  const { object } = await downloadExport(by, { exportId });
  const parts: Uint8Array[] = [];
  for await (const part of await readObject(exportStore(), object)) parts.push(part);
  return { exportId, zip: Buffer.concat(parts) };
}

const verified = (zip: Buffer) => verifyPackage(blobSource(new Blob([new Uint8Array(zip)])), {});

const tileBytes = () =>
  asOwner(stage.url, async (db) => {
    const { rows } = await db.query(
      "select level, index::text, encode(hashes, 'hex') as hashes from audit_tile where log_id = $1 order by 1, 2",
      [stage.log.id],
    );
    return rows;
  });

/** Everything in the database that could hold words of the subject. */
const wholeDatabase = () =>
  asOwner(stage.url, async (db) => {
    const parts: string[] = [];
    for (const table of ["audit_event", "audit_detail", "key_destruction", "audit_key_use"]) {
      const { rows } = await db.query(
        `select to_jsonb(t)::text as row, ${table === "audit_event" ? "convert_from(leaf, 'UTF8')" : "''"} as leaf from ${table} t`,
      );
      for (const { row, leaf } of rows) parts.push(row, leaf);
    }
    return parts.join("\n");
  });

async function erase(person: UserActor, more: { jurisdiction?: string } = {}) {
  const { proposeErasure } = await import("./propose-erasure");
  const { approveDestruction } = await import("./approve");
  const { readDestruction } = await import("./queries");
  const { id, planned } = await proposeErasure(privacy, {
    person: `person:${person.personId}`,
    reason: "Request of the person",
    ...more,
  });
  await approveDestruction({ ...officer, authenticatedAt: new Date() }, { id });
  return { planned, ...(await readDestruction(officer, { id })) };
}

describe("erasing a person keeps every proof (A17)", () => {
  test("tiles, earlier checkpoints and packages stay valid; the values are gone, disclosures given earlier are told", async () => {
    const before = { content: await contentOf(stage.url, stage.log), tiles: await tileBytes() };
    const given = await exported(auditor);
    expect(given.zip.includes(Buffer.from("disclosures.ndjson"))).toBe(true);

    const { destruction, alive, disclosures } = await erase(subject);
    expect(destruction).toMatchObject({ state: "done", kind: "subject", destroyed: 2, planned: 2, kept: [] });
    expect(alive).toBe(0);
    expect(destruction.cleared).toBeGreaterThan(140);
    expect(disclosures).toMatchObject([{ resourceId: given.exportId, actorName: "Test auditor" }]);
    expect(destruction.exports).toEqual([given.exportId]);

    expect(await wholeDatabase()).not.toMatch(/Erika|secret@example.com.*Erika/);
    expect(await stage.columnsOf(events.ticket)).toEqual({ actor_name: null, resource_label: null, ip: null });
    expect(await stage.revealed(events.ticket)).toMatchObject({ unreadable: 0 });
    expect(JSON.stringify((await stage.revealed(events.ticket))?.leaf)).not.toContain("Erika");

    await stage.sequence();
    const after = { content: await contentOf(stage.url, stage.log), tiles: await tileBytes() };
    expect(after.content.leaves.slice(0, before.content.leaves.length)).toEqual(before.content.leaves);
    expect(after.content.notes.slice(0, before.content.notes.length)).toEqual(before.content.notes);
    for (const tile of before.tiles) {
      const same = after.tiles.find(({ level, index }) => level === tile.level && index === tile.index);
      expect(same?.hashes.startsWith(tile.hashes)).toBe(true);
    }
    expect(await verified(given.zip)).toMatchObject({ ok: true });

    expect(await stage.check()).toMatchObject({ state: "verified" });
    const later = await exported(auditor);
    const report = await verifyPackage(blobSource(new Blob([new Uint8Array(later.zip)])), {
      policy: `log ${stage.log.vkey}\nquorum none\n`,
      earlier: before.content.notes,
    });
    expect(report).toMatchObject({ ok: true, firstBadIndex: null });
  });

  test("whoever had downloaded a package with its keys is told by mail, once, without a name", async () => {
    const mails = await asOwner(stage.url, async (db) => {
      const { rows } = await db.query(
        "select m.subject, m.body, p.name from mail_message m join person p on p.email = m.recipient where kind = 'erasure-notice'",
      );
      return rows;
    });
    expect(mails).toHaveLength(1);
    expect(mails[0].name).toBe("Test auditor");
    expect(`${mails[0].subject} ${mails[0].body}`).not.toContain("Erika");
  });

  test("the destruction stands in a leaf with the key ids, and in the list outside the database", async () => {
    const ids = (await stage.keysOf(subject)).filter(({ alive }) => !alive).map(({ id }) => id);
    const { leaves } = await contentOf(stage.url, stage.log);
    const told = leaves
      .map(({ leaf }) => JSON.parse(leaf.toString("utf8")))
      .filter(({ action }) => action === "subject-key.destroy")
      .flatMap(({ change }) => change.after.keys);
    expect(told.sort()).toEqual(ids.sort());
    const { erasureEntries } = await import("./erasure-list");
    const listed: string[] = [];
    for await (const entry of erasureEntries()) listed.push(...entry.keys);
    expect(listed.sort()).toEqual(ids.sort());
  });

  test("a statutory class of the subject's own jurisdiction stays readable, with its citation and end; the rest goes", async () => {
    const { destruction } = await erase(american, { jurisdiction: "US-CA" });
    expect(destruction.kept).toMatchObject([
      { ground: "statutory", reference: "45 CFR 164.316(b)(2)(i)", retentionClass: "six_years", keys: 1 },
    ]);
    expect(destruction.destroyed).toBe(2);
    expect(await stage.columnsOf(events.statutory)).toMatchObject({
      actor_name: "Sam Statute",
      resource_label: "Sam Statute",
      ip: null,
    });
    expect(JSON.stringify((await stage.revealed(events.statutory))?.leaf)).toContain("Sam Statute");
  });

  test("what is under a hold stays readable, and the hold is named", async () => {
    const { destruction, planned } = await erase(held);
    expect(planned).toBe(0);
    expect(destruction).toMatchObject({
      destroyed: 0,
      kept: [{ ground: "hold", reference: expect.stringMatching(/^HLD-/) }, { ground: "hold" }],
    });
    expect(await stage.columnsOf(events.held)).toMatchObject({ actor_name: "Hanna Held", ip: "192.0.2.1" });
  });

  test("acts in office stay until the class ends (17(3)(b), (e))", async () => {
    const { destruction } = await erase(staff);
    expect(destruction).toMatchObject({
      destroyed: 0,
      kept: [{ ground: "office", reference: "Article 17(3)(b) and (e) GDPR" }, { ground: "office" }],
    });
    expect(await stage.columnsOf(events.staff)).toMatchObject({ actor_name: "Otto Office" });
  });

  test("the column check is green afterwards, also before the destruction is sequenced; an untold one is found", async () => {
    expect(await stage.check()).toMatchObject({ state: "verified" });
    await stage.sequence();
    expect(await stage.check()).toMatchObject({ state: "verified" });
    await tamper(stage.url, `update audit_event set ip = null where id = '${events.held}'`);
    expect(await stage.check()).toMatchObject({ state: "failed", message: expect.stringContaining("ip") });
    await tamper(stage.url, `update audit_event set ip = '192.0.2.1' where id = '${events.held}'`);
    expect(await stage.check()).toMatchObject({ state: "verified" });
  });
});
