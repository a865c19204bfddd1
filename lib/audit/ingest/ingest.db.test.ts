import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/platform/auth/actor-types";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let folder: string;
let ours: TestOrganization;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-ingest-"));
  process.env.EVIDENCE_STORAGE_PATH = folder;
  ours = await createTestOrganization("Ours");
});
afterAll(async () => {
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const keyOf = (keyId = crypto.randomUUID(), permissions = ["audit:ingest"], organization = ours): Actor => ({
  kind: "api_key",
  keyId,
  name: "Payroll",
  createdById: organization.person.admin.personId,
  permissions,
  organizationId: organization.id,
  requestId: crypto.randomUUID(),
});
const sample = {
  event_type: "data_access",
  action: "crm.contact_viewed",
  resource_type: "contact",
  resource_id: "c-17",
  outcome: "success",
} as const;
const ingest = async (actor: Actor, events: object[]) =>
  (await import("./ingest-events")).ingestEvents(actor, { events } as never);
const within = async <T>(work: (tx: import("@/lib/platform/db/client").Tx) => Promise<T>) =>
  (await import("@/lib/platform/db/tenant")).inTenant(ours.id, "read", work);
const rowOf = (id = "") => within((tx) => tx.auditEvent.findUniqueOrThrow({ where: { id } }));
const count = () => within((tx) => tx.auditEvent.count({ where: { actorKind: "claimed" } }));
const leafOf = async (id = "") => JSON.parse(Buffer.from((await rowOf(id)).leaf).toString());

async function sequenceAndCheck() {
  const { connectSequencer, sequenceOnce } = await import("../log/sequencer");
  const { objectStore } = await import("@/lib/platform/storage/object-store");
  const { checkLog } = await import("../check/check-log");
  const pool = connectSequencer(database.url);
  await sequenceOnce(pool, objectStore(), () => new Date(), true).finally(() => pool.end());
  return checkLog(ours.id);
}

describe("events of another system (A21)", () => {
  test("are claimed by the key, with our own time and theirs; what is about people is sealed; they verify like the rest", async () => {
    const actor = keyOf();
    const occurred_at = "2026-01-02T03:04:05.000Z";
    const { events, accepted } = await ingest(actor, [
      {
        ...sample,
        user_id: "u-4711",
        ip_address: "198.51.100.9",
        occurred_at,
        control_id: "CC6.1",
        details: { note: "Ünï 👩‍⚕️", n: 3 },
      },
      { ...sample, ip_address: "2001:db8::7" },
      { ...sample, occurred_at: new Date(Date.now() + 6 * 60_000).toISOString() },
    ]);
    expect(accepted).toBe(3);
    expect(events.map((event) => event.clock_ahead)).toEqual([false, false, true]);
    const row = await rowOf(events[0]?.event_id);
    expect(row).toMatchObject({ actorKind: "claimed", actorName: "u-4711", ip: "198.51.100.9", controlIds: ["CC6.1"] });
    expect(row.occurredAt.toISOString()).toBe(occurred_at);
    expect(Date.now() - row.recordedAt.getTime()).toBeLessThan(60_000);
    const text = Buffer.from(row.leaf).toString();
    for (const secret of ["u-4711", "198.51.100.9", "Ünï"]) expect(text).not.toContain(secret);
    expect((await leafOf(row.id)).actor).toMatchObject({
      kind: "claimed",
      claimedBy: (actor as { keyId: string }).keyId,
    });

    const { readEvent } = await import("../explorer/queries");
    const seen = await readEvent(ours.person.auditor, { id: row.id });
    expect(seen.differing).toEqual([]);
    expect(seen.change?.after).toMatchObject({ note: "Ünï 👩‍⚕️", n: 3 });
    expect(await sequenceAndCheck()).toMatchObject({ state: "verified" });
  });

  test("a thousand in one call all get their place; people, and keys without the scope, are refused", async () => {
    const before = await count();
    const users = Array.from({ length: 1_000 }, (_, n) => ({
      ...sample,
      user_id: `user-${n % 300}`,
      external_id: `bulk-${n}`,
    }));
    expect(await ingest(keyOf(), users)).toMatchObject({ accepted: 1_000 });
    expect(await count()).toBe(before + 1_000);
    expect(await sequenceAndCheck()).toMatchObject({ state: "verified" });
    await expect(ingest(ours.person.admin, [sample])).rejects.toMatchObject({ code: "forbidden" });
    await expect(ingest(keyOf(undefined, ["audit:report"]), [sample])).rejects.toMatchObject({ code: "forbidden" });
  });

  test("of a member stand under that member's key: destroying it empties these too, and nothing is written under it again", async () => {
    const person = await ours.join("Erased Person", ["employee"]);
    const { client } = await import("@/lib/platform/db/client");
    const { email } = await client().person.findUniqueOrThrow({ where: { id: person.personId } });
    const { events } = await ingest(keyOf(), [
      { ...sample, user_id: email.toUpperCase() },
      { ...sample, user_id: person.personId, ip_address: "198.51.100.10" },
    ]);
    const ids = events.map((event) => event.event_id);
    for (const id of ids) expect(await rowOf(id)).toMatchObject({ actorId: person.personId });
    const { inTenant } = await import("@/lib/platform/db/tenant");
    await inTenant(ours.id, "write", async (tx) => {
      const keys = await tx.subjectKey.findMany({
        where: { subject: `person:${person.personId}` },
        select: { id: true },
      });
      await tx.$queryRaw`select destroyed::text from portal_destroy_keys(${keys.map((key) => key.id)}::uuid[], now())`;
    });
    for (const id of ids) expect(await rowOf(id)).toMatchObject({ actorName: null, ip: null });
    // The key this process still holds opened is refused, and another one made.
    const again = await ingest(keyOf(), [{ ...sample, user_id: person.personId }]);
    expect((await rowOf(again.events[0]?.event_id)).actorName).toBe(person.personId);
    const first = await leafOf(ids[1]);
    const second = await leafOf(again.events[0]?.event_id);
    expect(second.actor.name.k).not.toBe(first.actor.name.k);
  });

  test("an address without a user is followed to its key as well", async () => {
    const { events } = await ingest(keyOf(), [{ ...sample, ip_address: "198.51.100.77" }]);
    const id = events[0]?.event_id ?? "";
    const { ip } = await leafOf(id);
    const { inTenant } = await import("@/lib/platform/db/tenant");
    await inTenant(
      ours.id,
      "write",
      (tx) => tx.$queryRaw`select cleared from portal_destroy_keys(${[ip.k]}::uuid[], now())`,
    );
    expect((await rowOf(id)).ip).toBeNull();
  });

  test("an external id is taken once per key for ever: within a call, in the next, and by eight calls at once", async () => {
    const [one, other] = [keyOf(), keyOf()];
    const event = { ...sample, external_id: "tx-1 🧾" };
    const first = await ingest(one, [event, event]);
    expect(first).toMatchObject({ accepted: 1, duplicates: 1 });
    const second = await ingest(one, [event, { ...sample, external_id: "tx-2" }]);
    expect(second).toMatchObject({ accepted: 1, duplicates: 1, events: [{ duplicate: true }, { duplicate: false }] });
    expect(second.events[0]?.event_id).toBe(first.events[0]?.event_id);
    expect(await ingest(other, [event])).toMatchObject({ accepted: 1 });

    const third = keyOf();
    const many = Array.from({ length: 40 }, (_, n) => ({ ...sample, external_id: `race-${n}` }));
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => ingest(third, n % 2 ? many : many.toReversed())),
    );
    expect(answers.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(40);
    const idsOf = (answer: (typeof answers)[number]) =>
      new Map(answer.events.map((each) => [each.external_id, each.event_id]));
    for (const answer of answers) expect(idsOf(answer).get("race-7")).toBe(idsOf(answers[0] as never).get("race-7"));
  });

  test("one wrong item refuses the whole call, with an error for each; our own actions are refused", async () => {
    const before = await count();
    const wrong = [
      sample,
      { ...sample, action: "evidence.download" },
      { ...sample, event_type: "gossip" },
      { ...sample, outcome: "maybe", ip_address: "not an address" },
      { ...sample, colour: "red" },
    ];
    const error = await ingest(keyOf(), wrong).catch((thrown) => thrown);
    expect(error.code).toBe("invalid");
    expect(Object.keys(error.details.fieldErrors)).toEqual([
      "events.1.action",
      "events.2.event_type",
      "events.3.outcome",
      "events.3.ip_address",
      "events.4",
    ]);
    const { problemResponse } = await import("@/lib/platform/http/problem");
    const problem = (await problemResponse(error, crypto.randomUUID(), "audit.ingest").json()) as {
      errors: { pointer: string }[];
    };
    expect(problem.errors.map(({ pointer }) => pointer)).toContain("/events/1/action");
    for (const events of [[], Array.from({ length: 1_001 }, () => sample)])
      await expect(ingest(keyOf(), events)).rejects.toMatchObject({ code: "invalid" });
    expect(await count()).toBe(before);
  });

  test("no event is too large for its log: the largest that is taken is signed, a larger one refused (A20)", async () => {
    const long = "漢".repeat(500);
    const words = (name: string, length: number) => name.padEnd(length, "漢");
    const details = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`name-${n}`.padEnd(60, "x"), long]));
    const largest = {
      ...sample,
      user_id: words("user", 200),
      resource_id: words("resource", 200),
      external_id: words("external", 200),
      control_id: words("CC6.1", 40),
      ip_address: "2001:db8::1",
    };
    const { events } = await ingest(keyOf(), [{ ...largest, details: details(7) }]);
    expect(JSON.stringify((await leafOf(events[0]?.event_id)).change).length).toBeLessThanOrEqual(16 * 1024);
    const refused = await ingest(keyOf(), [sample, { ...largest, details: details(8) }]).catch((thrown) => thrown);
    expect(Object.keys(refused.details.fieldErrors)).toEqual(["events.1.details"]);
    await sequenceAndCheck();
    const { readEvent } = await import("../explorer/queries");
    const { place } = await readEvent(ours.person.auditor, { id: events[0]?.event_id ?? "" });
    expect(place.state).toBe("signed");

    // Whoever writes past the portal's own checks is refused by the database: nothing could sign such a leaf.
    const { client } = await import("@/lib/platform/db/client");
    const tooLarge = client()
      .$executeRaw`insert into audit_event select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(),
      'leaf', '\\x' || repeat('61', 65536)))).* from audit_event e where e.id = ${events[0]?.event_id}::uuid`;
    await expect(tooLarge).rejects.toThrow("audit_event_leaf_fits");
  });

  test.each([
    ["a year that no date has", { occurred_at: "0000-01-01T00:00:00Z" }, "occurred_at"],
    ["an instant before the year 1 in our zone", { occurred_at: "0001-01-01T00:00:00+14:00" }, "occurred_at"],
    ["an instant after the year 9999 in our zone", { occurred_at: "9999-12-31T23:59:59-14:00" }, "occurred_at"],
    ["a lone surrogate", { resource_id: "a\ud800b" }, "resource_id"],
    ["a lone surrogate in a detail", { details: { note: "\udc00" } }, "details.note"],
  ])("with %s are refused by name, not broken off", async (_, wrong, field) => {
    const error = await ingest(keyOf(), [{ ...sample, ...wrong }]).catch((thrown) => thrown);
    expect(error.code).toBe("invalid");
    expect(Object.keys(error.details.fieldErrors)).toEqual([`events.0.${field}`]);
  });
});
