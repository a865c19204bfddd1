import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyInclusion } from "@/lib/platform/crypto/merkle";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { copyEvent, type Given, leaveEvent } from "../testing/leave-event";
import { tamper } from "../testing/log-inspection";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let pool: Pool;
let folder: string;
let ours: TestOrganization;
let theirs: TestOrganization;

const faithful = "50 % off_now <b>bold</b> 👩‍⚕️ سجل";

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-explorer-"));
  const { connectSequencer } = await import("../log/sequencer");
  pool = connectSequencer(database.url);
  ours = await createTestOrganization("Ours");
  theirs = await createTestOrganization("Theirs");
});
afterAll(async () => {
  await (await import("@/lib/platform/db/client")).disconnect();
  await pool.end();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const leave = (given: Given = {}) => leaveEvent(ours, given);

async function sequence() {
  const { sequenceOnce } = await import("../log/sequencer");
  const { fileStore } = await import("@/lib/platform/storage/object-store");
  await sequenceOnce(pool, fileStore(path.join(folder, "store")), () => new Date(), true);
}

async function search(input: Record<string, string>, organization = ours) {
  const { searchEvents } = await import("./queries");
  return searchEvents(organization.person.auditor, input);
}
const idsOf = async (input: Record<string, string>) => (await search(input)).events.map((event) => event.id);

async function read(id: string, organization = ours) {
  const { readEvent } = await import("./queries");
  return readEvent(organization.person.auditor, { id });
}

describe("filters (section 5)", () => {
  it("find what they name and nothing else", async () => {
    const resourceId = randomUUID();
    const at = new Date("2026-03-29T00:30:00Z"); // 01:30 in Berlin, the night of the change to summer time
    const id = await leave({
      action: "example.special-act",
      type: "incident_response",
      crud: "delete",
      outcome: "failure",
      riskLevel: "critical",
      controlIds: ["CC6.1", "A.5.18"],
      resource: { type: "gadget", id: resourceId, label: faithful },
      requestId: "request-0815",
      ip: "203.0.113.77",
      at,
    });
    const author = ours.person.policy_author.personId;
    const hits: Record<string, string>[] = [
      { action: "example.special" },
      { type: "incident_response" },
      { crud: "delete" },
      { outcome: "failure" },
      { risk: "critical" },
      { control: "A.5.18" },
      { resource: "gadget" },
      { resource: resourceId },
      { resource: `gadget:${resourceId}` },
      { request: "request-0815" },
      { ip: "203.0.113.77" },
      { q: "50 % OFF_now <b>" },
      { q: "👩‍⚕️ سجل" },
      { q: resourceId },
      { actor: author, action: "example.special-act" },
      { actor: "POLICY_auth", action: "example.special-act" },
      { from: "2026-03-29", to: "2026-03-29" },
      { from: "2026-03-29T00:30:00Z", to: "2026-03-29T02:31:00+02:00" },
    ];
    for (const filter of hits) expect([filter, await idsOf(filter)]).toEqual([filter, [id]]);
    const misses: Record<string, string>[] = [
      { q: "50 X offXnow" },
      { resource: `other:${resourceId}` },
      { action: "special" },
      { from: "2026-03-30", to: "2026-03-30" },
      { to: "2026-03-29T00:30:00Z" },
      { actor: "nobody called that" },
    ];
    for (const filter of misses) expect([filter, await idsOf(filter)]).toEqual([filter, []]);
  });

  it.each<Record<string, string>>([
    { from: "2026-02-30" },
    { from: "yesterday" },
    { outcome: "maybe" },
    { cursor: "x" },
    { cursor: "2026-99-99T00:00:00.000Z_00000000-0000-0000-0000-000000000000" },
    { action: "x'; drop table audit_event" },
    { q: "x".repeat(201) },
  ])("that make no sense are refused, never an error: %j", async (filter) => {
    await expect(search(filter)).rejects.toMatchObject({ code: "invalid" });
  });

  it("left empty do not restrict; NUL is taken out", async () => {
    const id = await leave({ resource: { type: "example", id: null, label: "needle in the trail" } });
    expect(await idsOf({ q: "needle \u0000in", outcome: "", from: "" })).toEqual([id]);
  });
});

describe("paging", () => {
  it("shows each event once, in order, while new ones arrive and many share a millisecond", async () => {
    const at = new Date("2026-05-05T12:00:00.123Z");
    const made: string[] = [];
    for (let i = 0; i < 120; i++)
      made.push(await leave({ action: "paging.write", at: i < 80 ? at : new Date(at.getTime() + i) }));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await search({ action: "paging.", ...(cursor ? { cursor } : {}) });
      seen.push(...page.events.map((event) => event.id));
      cursor = page.next;
      await leave({ action: "paging.later", at: new Date(at.getTime() + 9_000) });
    } while (cursor);
    expect(seen.length).toBe(120);
    expect(new Set(seen)).toEqual(new Set(made));
  });

  it("says more than 1,000 instead of counting on, and does not count again on the next page", async () => {
    const { countedUpTo } = await import("./queries");
    await copyEvent(database.url, await leave(), 1_500);
    const first = await search({ action: "many." });
    expect(first.count).toEqual({ matched: countedUpTo + 1, exact: false });
    expect((await search({ action: "many.", cursor: first.next ?? "" })).count).toBeNull();
    await tamper(database.url, "delete from audit_event where action = 'many.write'");
  });
});

describe("isolation and looking", () => {
  it("another organisation finds nothing, and its event is not there for us", async () => {
    const id = await leave({ organization: theirs, action: "secret.write", requestId: "shared-request" });
    const own = await leave({ action: "ours.write", requestId: "shared-request" });
    expect(await idsOf({ action: "secret." })).toEqual([]);
    await expect(read(id)).rejects.toMatchObject({ code: "not_found" });
    expect((await read(own)).story.map((event) => event.id)).toEqual([own]);
  });

  it("only those with the permission may look; refusals are on record", async () => {
    const { searchEvents } = await import("./queries");
    const { requestExport } = await import("../export/request-export");
    for (const who of [ours.person.admin, ours.person.executive, ours.person.employee]) {
      await expect(searchEvents(who, {})).rejects.toMatchObject({ code: "forbidden" });
      await expect(requestExport(who, {})).rejects.toMatchObject({ code: "forbidden" });
    }
    const denied = await search({ outcome: "denied", actor: ours.person.executive.personId });
    expect(denied.events.map((event) => event.action).sort()).toEqual(["audit.export", "audit.search"]);
  });

  it("leaves one event per query, with what was typed under the searcher's key (A17, A19)", async () => {
    const before = (await search({ action: "audit.search", outcome: "success" })).count?.matched ?? 0;
    await search({ q: "mara lindner" });
    const found = await search({ action: "audit.search", outcome: "success" });
    expect(found.count?.matched).toBe(before + 2); // that search, and the one before it
    const look = await read(found.events[0]?.id ?? "");
    expect(look.change?.after).toEqual({ q: "mara lindner" });
    expect(new TextDecoder().decode(look.event.leaf)).not.toContain("mara lindner");
  });
});

describe("one event", () => {
  it("is decoded for those who may read the trail, with its change and its story", async () => {
    const { aboutPerson } = await import("@/lib/platform/operation/protected");
    const person = ours.person.employee.personId;
    const requestId = randomUUID();
    const first = await leave({ requestId, action: "story.begin" });
    const id = await leave({
      requestId,
      resource: { type: "example", id: "1", label: aboutPerson(person, faithful) },
      before: { name: aboutPerson(person, "Old name"), count: 1 },
      after: { name: aboutPerson(person, faithful), count: 2 },
    });
    const found = await read(id);
    expect(found.change).toEqual({
      stored: "inline",
      before: { name: "Old name", count: 1 },
      after: { name: faithful, count: 2 },
      reason: null,
    });
    expect(found.story.map((event) => event.id)).toEqual([first, id]);
    expect(found.differing).toEqual([]);
    expect(found.place.state).toBe("pending");
    expect(new TextDecoder().decode(found.event.leaf)).not.toContain("Old name");
  });

  it("without a place in the log is never called a new one for more than a minute (A7)", async () => {
    const id = await leave({});
    await tamper(database.url, `delete from audit_pending where event_id = '${id}'`);
    expect((await read(id)).place).toEqual({ state: "outside", queued: false });
    const waiting = await leave({ at: new Date(Date.now() - 61_000) });
    expect((await read(waiting)).place).toEqual({ state: "outside", queued: true });
  });

  it("is told with all of its request, session or correlation, from the beginning, and the look is on record", async () => {
    const { readStory } = await import("./story");
    const requestId = randomUUID();
    const ids = [await leave({ requestId }), await leave({ requestId, outcome: "denied" })];
    await leave({ organization: theirs, requestId });
    const told = await readStory(ours.person.auditor, { kind: "request", id: requestId });
    expect(told.events.map((event) => event.id)).toEqual(ids);
    const session = ours.person.policy_author.sessionId;
    const whole = await readStory(ours.person.auditor, { kind: "session", id: session });
    expect(whole.events.map((event) => event.id)).toEqual(expect.arrayContaining(ids));
    expect((await search({ action: "audit.story" })).events[0]).toMatchObject({ outcome: "success" });
    const nothing = { kind: "correlation", id: requestId } as const;
    await expect(readStory(ours.person.auditor, nothing)).rejects.toMatchObject({ code: "not_found" });
    await expect(readStory(ours.person.admin, nothing)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("says which fields were erased when their key was destroyed (A17)", async () => {
    const { aboutPerson } = await import("@/lib/platform/operation/protected");
    const gone = await ours.join("Gone Person", ["employee"]);
    const id = await leave({
      resource: { type: "example", id: "2", label: aboutPerson(gone.personId, "Gone Person") },
      after: { name: aboutPerson(gone.personId, "Gone Person"), kept: "yes" },
    });
    await tamper(
      database.url,
      `update subject_key set wrapped_key = null, destroyed_at = now() where subject = 'person:${gone.personId}'`,
      `update audit_event set resource_label = null where id = '${id}'`,
    );
    const found = await read(id);
    expect(found.change?.after).toEqual({ name: { closed: "destroyed" }, kept: "yes" });
    expect(found.revealed).toMatchObject({ destroyed: 2, unreadable: 0 });
    expect(found.differing).toEqual([]);
  });

  it("names the columns that say another thing than the bytes, and bytes that cannot be read (A7)", async () => {
    const id = await leave();
    await tamper(
      database.url,
      `update audit_event set actor_name = 'Somebody else', outcome = 'denied' where id = '${id}'`,
    );
    expect((await read(id)).differing).toEqual(["outcome", "actor_name"]);
    await tamper(database.url, `update audit_event set leaf = '\\x7b' where id = '${id}'`);
    expect(await read(id)).toMatchObject({ differing: null, revealed: null, change: null });
  });

  it("shows a large change that stands beside the leaf, unless it was altered (A20)", async () => {
    const id = await leave({ after: { text: "long".repeat(5_000) } });
    expect((await read(id)).change).toMatchObject({ stored: "beside", after: { text: "long".repeat(5_000) } });
    await tamper(
      database.url,
      `update audit_detail set bytes = overlay(bytes placing 'x'::bytea from 20) where event_id = '${id}'`,
    );
    expect((await read(id)).change).toMatchObject({ stored: "altered", after: null });
  });

  it("is proved against the last checkpoint", async () => {
    const ids: string[] = [];
    for (let i = 0; i < 300; i++) ids.push(await leave({ action: "proof.write" }));
    await sequence();
    for (const id of [ids[0], ids[150], ids[299]]) {
      const { place } = await read(id ?? "");
      if (place.state !== "signed") throw new Error(place.state);
      expect(verifyInclusion(place.leafHash, place.index, place.log.size, place.proof, place.log.root)).toBe(true);
    }
  });
});
