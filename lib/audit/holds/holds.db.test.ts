import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { UserActor } from "@/lib/platform/auth/actor-types";
import type { HoldTarget } from "@/lib/platform/holds";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { evidenceVault } from "../testing/evidence-vault";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let ours: TestOrganization;
let theirs: TestOrganization;
let vault: Awaited<ReturnType<typeof evidenceVault>>;
let second: UserActor;

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

async function place(input: Record<string, unknown>, actor = officer()) {
  const { placeHold } = await import("./place");
  return placeHold(actor, { title: "Lawsuit", reason: "File 12 O 34/26", ...input } as never);
}

async function release(id: string) {
  const { proposeRelease, confirmRelease } = await import("./release");
  await proposeRelease(officer(), { id, reason: "Settled" });
  await confirmRelease(second, { id });
}

async function held(target: HoldTarget, organization = ours) {
  const { holdsOn } = await import("@/lib/platform/holds");
  const { inTenant } = await import("@/lib/platform/db/tenant");
  return (await inTenant(organization.id, "read", (tx) => holdsOn(tx, target))).map(({ reference }) => reference);
}

describe("holds on evidence (E5)", () => {
  test("stack: each holds on by itself, and custody tells of both ends", async () => {
    const { id, reference } = await vault.collect();
    const one = await place({ references: reference });
    const two = await place({ references: reference.toLowerCase() });
    expect(await held({ kind: "evidence", id })).toEqual([one.reference, two.reference]);
    await release(one.id);
    expect(await held({ kind: "evidence", id })).toEqual([two.reference]);
    expect(await vault.eventsOf(id)).toEqual([
      "evidence.collect",
      "evidence.hold-placed",
      "evidence.hold-placed",
      "evidence.hold-released",
    ]);
    await release(two.id);
    expect(await held({ kind: "evidence", id })).toEqual([]);
  });

  test.each([
    ["type", { types: ["vulnerability_scan"] }, { type: "vulnerability_scan" }, { type: "system_log" }],
    ["control", { controlIds: "A.8.8, CC7.1" }, { controlIds: "CC7.1, CC7.2" }, { controlIds: "CC7.2" }],
    [
      "source system",
      { sourceSystem: "network scanner" },
      { sourceSystem: "Network Scanner" },
      { sourceSystem: "Scanner" },
    ],
    [
      "period",
      { periodFrom: "2020-03-01", periodTo: "2020-03-31" },
      { effectiveFrom: "2020-01-01", effectiveTo: "2020-03-01" },
      { effectiveFrom: "2020-01-01", effectiveTo: "2020-02-29" },
    ],
  ])("a query by %s catches what is there and what comes later, and nothing else", async (_, query, match, other) => {
    const before = await vault.collect(match);
    const hold = await place({ coversEvidence: true, ...query });
    const after = await vault.collect(match);
    const free = await vault.collect(other);
    expect(await held({ kind: "evidence", id: before.id })).toEqual([hold.reference]);
    expect(await held({ kind: "evidence", id: after.id })).toEqual([hold.reference]);
    expect(await held({ kind: "evidence", id: free.id })).toEqual([]);
    expect(await vault.eventsOf(before.id)).toEqual(["evidence.collect", "evidence.hold-placed"]);
    expect(await vault.eventsOf(after.id)).toEqual(["evidence.collect", "evidence.hold-placed"]);
    await release(hold.id);
  });

  test("a query by person catches what that person collected", async () => {
    const hold = await place({ coversEvidence: true, personId: second.personId });
    const theirsOwn = await vault.collect({}, second);
    const another = await vault.collect();
    expect(await held({ kind: "evidence", id: theirsOwn.id })).toEqual([hold.reference]);
    expect(await held({ kind: "evidence", id: another.id })).toEqual([]);
    await release(hold.id);
  });

  test("the database itself refuses to dispose of what is held", async () => {
    const { client } = await import("@/lib/platform/db/client");
    const { id, reference } = await vault.collect();
    const hold = await place({ references: reference });
    const dispose = () => client().$executeRaw`update evidence set status = 'disposed' where id = ${id}::uuid`;
    await expect(dispose()).rejects.toThrow(/legal hold/);
    await release(hold.id);
    await expect(dispose()).rejects.toThrow(/no approved disposal list/);
  });

  test("hundreds of pieces are held at once; their custody follows by the job, batch by batch", async () => {
    const { applyHold, holdsToApply } = await import("./apply");
    const { client } = await import("@/lib/platform/db/client");
    const { id } = await vault.collect({ sourceSystem: "Bulk" });
    await client()
      .$executeRaw`insert into evidence (id, organization_id, reference, type, title, description, source_system, collector_id,
        effective_from, effective_to, control_ids, status, retention_class, retain_until, created_at)
      select gen_random_uuid(), organization_id, 'EVD-1900-' || n, type, title, description, source_system, collector_id,
        effective_from, effective_to, control_ids, status, retention_class, retain_until, created_at
      from evidence, generate_series(1, 249) n where id = ${id}::uuid`;
    const hold = await place({ coversEvidence: true, sourceSystem: "Bulk" });
    expect(hold.held).toBe(100);
    const job = ours.system("apply-holds");
    for (let rounds = 0; rounds < 3; rounds += 1) {
      expect(await holdsToApply(job, {})).toEqual(rounds < 2 ? [hold.id] : []);
      await applyHold(job, { id: hold.id });
    }
    const { readHold } = await import("./queries");
    expect((await readHold(officer(), { id: hold.id })).count).toBe(250);
  });
});

describe("holds on the trail", () => {
  test("a person, a period, both; a month or person left out counts as any", async () => {
    const person = second.personId;
    const hold = await place({ coversTrail: true, personId: person, periodFrom: "2026-03-15", periodTo: "2026-05-01" });
    const on = [hold.reference];
    expect(await held({ kind: "person", id: person, month: "2026-03" })).toEqual(on);
    expect(await held({ kind: "person", id: `person:${person}`, month: "2026-05" })).toEqual(on);
    expect(await held({ kind: "person", id: person, month: "2026-02" })).toEqual([]);
    expect(await held({ kind: "person", id: person, month: "2026-06" })).toEqual([]);
    expect(await held({ kind: "person", id: person })).toEqual(on);
    expect(await held({ kind: "person", id: officer().personId, month: "2026-04" })).toEqual([]);
    expect(await held({ kind: "audit_event", month: "2026-04", retentionClass: "one_year" })).toEqual(on);
    expect(await held({ kind: "audit_event", month: "2026-06", retentionClass: "one_year" })).toEqual([]);
    await release(hold.id);
    expect(await held({ kind: "person", id: person, month: "2026-04" })).toEqual([]);
  });

  test("a named person is held in every month; a named event keeps the keys of those who stand in it", async () => {
    const named = await place({ objects: [{ kind: "person", id: second.personId }] });
    expect(await held({ kind: "person", id: second.personId, month: "2020-01" })).toEqual([named.reference]);
    await release(named.id);

    const { inTenant } = await import("@/lib/platform/db/tenant");
    const collected = await vault.collect();
    const [event] = await inTenant(ours.id, "read", (tx) =>
      tx.auditEvent.findMany({ where: { resourceId: collected.id } }),
    );
    const hold = await place({ objects: [{ kind: "audit_event", id: event?.id ?? "" }] });
    const month = new Date().toISOString().slice(0, 7);
    expect(await held({ kind: "person", id: officer().personId, month })).toEqual([hold.reference]);
    expect(await held({ kind: "person", id: ours.person.customer.personId, month })).toEqual([]);
    expect(await held({ kind: "audit_event", id: event?.id })).toEqual([hold.reference]);
    await release(hold.id);
  });

  test("asked outside an organisation the gate fails closed", async () => {
    const { isOnHold } = await import("@/lib/platform/holds");
    const { inTransaction } = await import("@/lib/platform/db/tenant");
    const nobody = { role: "portal_app", organizationId: "", mode: "read" } as const;
    await expect(inTransaction(nobody, (tx) => isOnHold(tx, { kind: "person", id: second.personId }))).rejects.toThrow(
      /within an organisation/,
    );
  });
});

describe("releasing takes two", () => {
  test("the proposer cannot confirm; doing it twice, or without a proposal, is a conflict; a refusal keeps the hold", async () => {
    const { proposeRelease, confirmRelease, keepHold } = await import("./release");
    const { id, reference } = await vault.collect();
    const hold = await place({ references: reference });
    await expect(confirmRelease(second, { id: hold.id })).rejects.toMatchObject({ code: "conflict" });
    await proposeRelease(officer(), { id: hold.id, reason: "Settled" });
    await expect(proposeRelease(second, { id: hold.id, reason: "Me too" })).rejects.toMatchObject({ code: "conflict" });
    await expect(confirmRelease(officer(), { id: hold.id })).rejects.toMatchObject({
      code: "forbidden",
      details: { duty: true },
    });
    expect(await held({ kind: "evidence", id })).toEqual([hold.reference]);
    await keepHold(second, { id: hold.id });
    await expect(confirmRelease(second, { id: hold.id })).rejects.toMatchObject({ code: "conflict" });
    await release(hold.id);
    await expect(confirmRelease(second, { id: hold.id })).rejects.toMatchObject({ code: "conflict" });
    expect(await vault.eventsOf(hold.id)).toEqual([
      "hold.place",
      "hold.propose-release",
      "hold.keep",
      "hold.propose-release",
      "hold.release",
    ]);
  });

  test("two confirmations at once release once", async () => {
    const { proposeRelease, confirmRelease } = await import("./release");
    const third = await ours.join("Third Officer", ["compliance_officer"]);
    const { id, reference } = await vault.collect();
    const hold = await place({ references: reference });
    await proposeRelease(officer(), { id: hold.id, reason: "Settled" });
    const both = await Promise.allSettled([
      confirmRelease(second, { id: hold.id }),
      confirmRelease(third, { id: hold.id }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await vault.eventsOf(id)).filter((action) => action === "evidence.hold-released")).toHaveLength(1);
  });

  test("the database refuses one person for both, and any other change of a hold or its items", async () => {
    const { client } = await import("@/lib/platform/db/client");
    const { reference } = await vault.collect();
    const { id } = await place({ references: reference });
    const me = officer().personId;
    await expect(client()
      .$executeRaw`update legal_hold set release_reason = 'x', release_proposed_by_id = ${me}::uuid, release_proposed_at = now(),
      released_by_id = ${me}::uuid, released_at = now() where id = ${id}::uuid`).rejects.toThrow(/released_by_two/);
    await expect(
      client().$executeRaw`update legal_hold set covers_trail = true where id = ${id}::uuid`,
    ).rejects.toThrow(/only a release/);
    await expect(client().$executeRaw`delete from legal_hold_item where hold_id = ${id}::uuid`).rejects.toThrow(
      /leaves with its hold/,
    );
    await expect(
      client().$executeRaw`update legal_hold_item set released_at = now() where hold_id = ${id}::uuid`,
    ).rejects.toThrow(/leaves with its hold/);
  });
});

test("the wrong role, another organisation and an unknown reference get nothing", async () => {
  const { proposeRelease } = await import("./release");
  const { listHolds, readHold } = await import("./queries");
  const { reference } = await vault.collect();
  const hold = await place({ references: reference, title: "Only <b>here</b> 👩‍⚕️ سجل" });
  await expect(place({ references: reference }, ours.person.auditor)).rejects.toMatchObject({ code: "forbidden" });
  await expect(place({ references: reference }, theirs.person.compliance_officer)).rejects.toMatchObject({
    code: "invalid",
  });
  await expect(place({ references: "EVD-1999-0001" })).rejects.toMatchObject({
    details: { fieldErrors: { references: [expect.any(String)] } },
  });
  await expect(proposeRelease(theirs.person.compliance_officer, { id: hold.id, reason: "x" })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(readHold(theirs.person.auditor, { id: hold.id })).rejects.toMatchObject({ code: "not_found" });
  const { holds } = await listHolds(ours.person.auditor, { q: "only <b>" });
  expect(holds.map(({ title }) => title)).toEqual(["Only <b>here</b> 👩‍⚕️ سجل"]);
  expect(await listHolds(theirs.person.auditor, {})).toMatchObject({ count: 0 });
});
