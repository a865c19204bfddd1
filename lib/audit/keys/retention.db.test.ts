import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor, UserActor } from "@/lib/platform/auth/actor-types";
import { asOwner } from "../testing/log-inspection";
import { createErasureStage } from "./testing/erasure-fixture";

let stage: Awaited<ReturnType<typeof createErasureStage>>;
let officer: UserActor;
let privacy: UserActor;
let system: Actor;
let customers: UserActor[];
let heldPerson: UserActor;

/** Half a year and a month ago: ninety days have passed since, one year has not. */
const past = new Date(Date.now() - 215 * 24 * 60 * 60 * 1000);
const month = past.toISOString().slice(0, 7);

beforeAll(async () => {
  stage = await createErasureStage();
  const { organization } = stage;
  officer = organization.person.compliance_officer;
  privacy = organization.person.privacy_officer;
  system = organization.system();
  customers = [];
  for (let i = 0; i < 210; i++) {
    const personId = crypto.randomUUID();
    customers.push({ ...officer, personId, name: `Customer ${i}` });
  }
  heldPerson = await organization.join("Hanna Held", ["customer"]);
  for (const about of [...customers, heldPerson]) await stage.leave(officer, about, "ninety_days", past);
  await stage.leave(officer, officer, "seven_years", past);
  const { placeHold } = await import("../holds/place");
  const hold = { title: "Litigation", reason: "Claim", coversTrail: true, personId: heldPerson.personId };
  await placeHold(officer, hold);
  await stage.sequence();
});
afterAll(() => stage.drop());

async function alive(): Promise<number> {
  return asOwner(stage.url, async (db) => {
    const { rows } = await db.query(
      "select count(*)::int as n from subject_key where organization_id = $1 and month = $2 and retention_class = 'ninety_days' and destroyed_at is null",
      [stage.organization.id, month],
    );
    return rows[0].n;
  });
}

const recent = (actor: UserActor): UserActor => ({ ...actor, authenticatedAt: new Date() });
const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "done",
    (error) => (error as { code?: string }).code ?? String(error),
  );

describe("the end of retention (E6, A17)", () => {
  let id: string;

  test("the sweep proposes each ended class and month once, with what it found, and destroys nothing", async () => {
    const { proposeEndedKeys } = await import("./propose-ended");
    const { proposed } = await proposeEndedKeys(system, {});
    expect(proposed).toHaveLength(1);
    id = proposed[0] as string;
    expect(await proposeEndedKeys(system, {})).toEqual({ proposed: [] });
    const { readDestruction } = await import("./queries");
    const found = await readDestruction(officer, { id });
    // The officer who acted has a key of this class and month as well.
    expect(found.destruction).toMatchObject({ kind: "retention", retentionClass: "ninety_days", month, planned: 211 });
    expect(found.destruction.kept).toMatchObject([{ ground: "hold", keys: 1 }]);
    expect(found.sample).toHaveLength(50);
    expect(await alive()).toBe(212);
  });

  test("it takes two people, recently signed in; the portal's own proposal is nobody's approval", async () => {
    const { adoptDestruction } = await import("./adopt");
    const { approveDestruction } = await import("./approve");
    const { destroyBatch } = await import("./destroy-batch");
    expect(await codeOf(approveDestruction(recent(officer), { id }))).toBe("conflict");
    expect(await codeOf(destroyBatch(system, { id }))).toBe("conflict");
    await adoptDestruction(officer, { id });
    expect(await codeOf(adoptDestruction(privacy, { id }))).toBe("conflict");
    expect(await codeOf(approveDestruction(recent(officer), { id }))).toBe("forbidden");
    const stale = { ...privacy, authenticatedAt: new Date(Date.now() - 6 * 60 * 1000) };
    expect(await codeOf(approveDestruction(stale, { id }))).toBe("reauthenticate");
    expect(await codeOf(approveDestruction(recent(stage.organization.person.admin), { id }))).toBe("forbidden");
    expect(await alive()).toBe(212);
    await approveDestruction(recent(privacy), { id });
    expect(await codeOf(approveDestruction(recent(privacy), { id }))).toBe("conflict");
  });

  test("another organisation neither sees nor approves it", async () => {
    const { createTestOrganization } = await import("@/scripts/testing/organization");
    const other = await createTestOrganization("Other");
    const { approveDestruction } = await import("./approve");
    const { readDestruction } = await import("./queries");
    expect(await codeOf(approveDestruction(recent(other.person.privacy_officer), { id }))).toBe("not_found");
    expect(await codeOf(readDestruction(other.person.auditor, { id }))).toBe("not_found");
  });

  test("it is carried out in batches: cut off in the middle, the next run goes on; the held key stays", async () => {
    const { destroyBatch } = await import("./destroy-batch");
    expect(await destroyBatch(system, { id })).toEqual({ done: false });
    expect(await alive()).toBe(12);
    // Killed within a batch: its transaction is gone, with the event, and the next run does the same again.
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const killed = inTenant(stage.organization.id, "write", async (tx) => {
      await tx.$queryRaw`select * from portal_destroy_keys(array(select id from subject_key where month = ${month}), now())`;
      throw new Error("killed");
    });
    await expect(killed).rejects.toThrow("killed");
    expect(await alive()).toBe(12);
    expect(await destroyBatch(system, { id })).toEqual({ done: true });
    expect(await destroyBatch(system, { id })).toEqual({ done: true });
    expect(await alive()).toBe(1);
    expect((await stage.keysOf(heldPerson)).every((key) => key.alive)).toBe(true);
    const { readDestruction } = await import("./queries");
    const { destruction } = await readDestruction(officer, { id });
    expect(destruction).toMatchObject({ state: "done", destroyed: 211, kept: [{ ground: "hold", keys: 1 }] });
  });

  test("no row of the log is gone, the log verifies, and each leaf lists its destroyed keys itself", async () => {
    await stage.sequence();
    expect(await stage.check()).toMatchObject({ state: "verified" });
    const told = await asOwner(stage.url, async (db) => {
      const { rows } = await db.query(
        `select portal_leaf(leaf) #> '{change,after,keys}' as keys, length(leaf) as size from audit_event where action = 'subject-key.destroy'`,
      );
      return rows;
    });
    expect(told.flatMap(({ keys }) => keys)).toHaveLength(211);
    for (const { size } of told) expect(size).toBeLessThan(65_535);
  });

  test("what is withdrawn is not destroyed, and is proposed again", async () => {
    const { inTenant } = await import("@/lib/platform/db/tenant");
    await inTenant(stage.organization.id, "read", (tx) => tx.subjectKey.count());
    const { proposeErasure } = await import("./propose-erasure");
    const { withdrawDestruction } = await import("./withdraw");
    const { approveDestruction } = await import("./approve");
    const person = `person:${heldPerson.personId}`;
    const made = await proposeErasure(officer, { person, reason: "A request" });
    await withdrawDestruction(officer, { id: made.id });
    expect(await codeOf(approveDestruction(recent(privacy), { id: made.id }))).toBe("conflict");
    expect(await codeOf(proposeErasure(officer, { person: "nobody@example.com", reason: "A request" }))).toBe(
      "invalid",
    );
  });

  test("a decided erasure of the privacy domain is carried out by the portal only, for two different people", async () => {
    const { eraseSubject } = await import("./erase-subject");
    const person = await stage.organization.join("Rita Request", ["customer"]);
    await stage.leave(officer, person);
    const decided = {
      subjects: [`person:${person.personId}`],
      reason: "Request DSR-2026-0001",
      preparedById: officer.personId,
      approvedById: privacy.personId,
    };
    expect(await codeOf(eraseSubject(privacy, decided))).toBe("forbidden");
    expect(await codeOf(eraseSubject(system, { ...decided, approvedById: officer.personId }))).toBe("invalid");
    expect(await eraseSubject(system, decided)).toMatchObject({ destroyed: 1, kept: [], exports: [], recipients: [] });
    expect(await eraseSubject(system, decided)).toMatchObject({ destroyed: 0 });
  });
});
