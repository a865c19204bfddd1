import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { logOf, tamper } from "../testing/log-inspection";
import { writeEvents } from "../testing/write-events";

const tables = ["audit_event", "audit_leaf", "audit_tile", "audit_checkpoint", "subject_key", "audit_detail"];

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let pool: Pool;
let folder: string;
let ours: TestOrganization;
let theirs: TestOrganization;
let log: Awaited<ReturnType<typeof logOf>>;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-check-"));
  const { connectSequencer } = await import("../log/sequencer");
  pool = connectSequencer(database.url);
  ours = await createTestOrganization("Ours");
  theirs = await createTestOrganization("Theirs");
  await writeEvents(ours, 300);
  await writeLarge();
  await sequence();
  log = await logOf(database.url, ours.id);
  await tamper(database.url, ...tables.map((table) => `create table good_${table} as table ${table}`));
});
afterAll(async () => {
  await (await import("@/lib/platform/db/client")).disconnect();
  await pool.end();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function sequence() {
  const { sequenceOnce } = await import("../log/sequencer");
  const { fileStore } = await import("@/lib/platform/storage/object-store");
  await sequenceOnce(pool, fileStore(path.join(folder, "store")), () => new Date(), true);
}

/** An event whose change is too large for its leaf (A20). */
async function writeLarge() {
  const { inTenant } = await import("@/lib/platform/db/tenant");
  const { record } = await import("@/lib/platform/operation/record");
  const by = ours.system("import");
  const event = {
    ...({ type: "system_change", action: "example.import", crud: "create", outcome: "success" } as const),
    ...({ riskLevel: "low", retentionClass: "seven_years", controlIds: [] } as const),
    resource: { type: "import", id: null },
    after: { rows: Array.from({ length: 2_000 }, (_, n) => `row ${n}`) },
  };
  await inTenant(ours.id, "write", (tx) => record(tx, by, event, [], new Date()));
}

async function check(organization = ours) {
  const { checkLog } = await import("./check-log");
  return checkLog(organization.id);
}

async function checkAfter(...statements: string[]) {
  await tamper(database.url, ...statements);
  try {
    return await check();
  } finally {
    await tamper(
      database.url,
      ...tables.flatMap((table) => [`delete from ${table}`, `insert into ${table} select * from good_${table}`]),
    );
  }
}

const leafAt = (index: number) => `(select event_id from audit_leaf where log_id = '${log.id}' and index = ${index})`;

describe("the check of the whole log (A7, A15)", () => {
  it("finds a good log good", async () => {
    expect(await check()).toMatchObject({ state: "verified", index: null, message: null });
    expect(BigInt((await check()).size)).toBeGreaterThan(300n);
  });

  it.each([
    ["action = 'policy.approve'", "action"],
    ["actor_name = 'Somebody else'", "actor_name"],
    ["resource_label = null", "resource_label"],
    ["outcome = 'denied'", "outcome"],
    ["ip = '203.0.113.9'", "ip"],
    ["recorded_at = recorded_at - interval '1 ms'", "recorded_at"],
  ])("an edited column (%s) by its index", async (change, column) => {
    const found = await checkAfter(`update audit_event set ${change} where id in (${leafAt(123)}, ${leafAt(280)})`);
    expect(found).toMatchObject({ state: "failed", index: "123" });
    expect(found.message).toContain(column);
  });

  it.each([0, 255, 256, 299])("altered bytes of leaf %i", async (index) => {
    const found = await checkAfter(
      `update audit_event set leaf = overlay(leaf placing 'x'::bytea from 30) where id = ${leafAt(index)}`,
    );
    expect(found).toMatchObject({ state: "failed", index: `${index}` });
  });

  it("altered bytes with every hash of them made to fit", async () => {
    const found = await checkAfter(
      `update audit_event set leaf = overlay(leaf placing 'x'::bytea from 30) where id = ${leafAt(40)}`,
      `update audit_leaf set leaf_hash = (select sha256('\\x00'::bytea || leaf) from audit_event e where e.id = event_id)
         where log_id = '${log.id}' and index = 40`,
      `update audit_tile set hashes = overlay(hashes placing
         (select leaf_hash from audit_leaf where log_id = '${log.id}' and index = 40) from ${32 * 40 + 1} for 32)
         where log_id = '${log.id}' and level = 0 and index = 0`,
    );
    expect(found).toMatchObject({ state: "failed", index: "0" });
    expect(found.message).toContain("0 to 255");
  });

  it("a deleted event, a deleted place, a deleted tile", async () => {
    expect(await checkAfter(`delete from audit_event where id = ${leafAt(77)}`)).toMatchObject({ index: "77" });
    expect(await checkAfter(`delete from audit_leaf where log_id = '${log.id}' and index = 78`)).toMatchObject({
      state: "failed",
      index: "78",
    });
    expect(await checkAfter(`delete from audit_tile where log_id = '${log.id}' and level = 0`)).toMatchObject({
      state: "failed",
    });
  });

  it("a checkpoint that nobody signed", async () => {
    const found = await checkAfter(
      `update audit_checkpoint set note = replace(note, log.origin || E'\\n', log.origin || '2' || E'\\n') from audit_log log where log.id = log_id`,
    );
    expect(found).toMatchObject({ state: "failed", index: null });
    expect(found.message).toContain("checkpoint");
  });

  it("a large change that was altered or is gone, but for what a healing could not bring back", async () => {
    const detail = `audit_detail where organization_id = '${ours.id}'`;
    const index = `(select index from audit_leaf where event_id = (select event_id from ${detail}))`;
    const altered = `update audit_detail set bytes = overlay(bytes placing 'x'::bytea from 20), sha256 = encode(sha256(overlay(bytes
      placing 'x'::bytea from 20)), 'hex')`;
    const found = await checkAfter(altered);
    expect(found).toMatchObject({ state: "failed", message: expect.stringContaining("beside the event was altered") });
    expect(Number(found.index)).toBeGreaterThan(0);
    expect(await checkAfter(`delete from ${detail}`)).toMatchObject({
      index: found.index,
      message: expect.stringContaining("is gone"),
    });
    const healed = (from: string, details: number) => [
      `insert into audit_log_healing (id, organization_id, log_id, from_size, to_size, lost_keys, lost_details, healed_at)
        values (gen_random_uuid(), '${ours.id}', '${log.id}', ${from}, ${index} + 1, '{}', ${details}, now())`,
      `delete from ${detail}`,
    ];
    const stateAfter = async (...statements: string[]) => {
      const result = await checkAfter(...statements);
      await tamper(database.url, "delete from audit_log_healing");
      return result.state;
    };
    expect(await stateAfter(...healed(index, 1))).toBe("verified");
    expect(await stateAfter(...healed(index, 0))).toBe("failed");
  });

  it("an event written past the portal", async () => {
    const found = await checkAfter(
      `insert into audit_event select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid()))).* from audit_event e where e.id = ${leafAt(9)}`,
    );
    expect(found).toMatchObject({ state: "failed", index: null });
    expect(found.message).toMatch(/^1 rows stand among the events/);
  });

  it("an empty column of a destroyed key: only when a later leaf tells of the destruction", async () => {
    const keys = `(select id from subject_key where organization_id = '${ours.id}' and retention_class = 'one_year')`;
    const destroyed = [
      `update subject_key set wrapped_key = null, destroyed_at = now() where id in ${keys}`,
      `update audit_event set ip = null where organization_id = '${ours.id}'`,
    ];
    expect(await checkAfter(...destroyed)).toMatchObject({
      state: "failed",
      message: expect.stringContaining("no later event tells"),
    });

    const { inTenant } = await import("@/lib/platform/db/tenant");
    const { record } = await import("@/lib/platform/operation/record");
    const ids = await inTenant(ours.id, "read", (tx) =>
      tx.subjectKey.findMany({ where: { retentionClass: "one_year" } }),
    );
    const by = { kind: "system", name: "retention", organizationId: ours.id, requestId: crypto.randomUUID() } as const;
    const event = {
      type: "system_change",
      action: "subject-key.destroy",
      crud: "delete",
      outcome: "success",
      riskLevel: "high",
      retentionClass: "seven_years",
      controlIds: [],
      resource: { type: "subject_key", id: null },
      after: { keys: ids.map(({ id }) => id) },
    } as const;
    await inTenant(ours.id, "write", (tx) => record(tx, by, event, [], new Date()));
    await sequence();
    await tamper(
      database.url,
      ...tables.flatMap((table) => [`drop table good_${table}`, `create table good_${table} as table ${table}`]),
    );
    expect(await checkAfter(...destroyed)).toMatchObject({ state: "verified" });
  });

  it("keeps its findings in the trail: never checked, verified, failed with an alert", async () => {
    const { recordLogCheck } = await import("./record-check");
    const { readLogStatus } = await import("./queries");
    const { auditFigures } = await import("../queries");
    const auditor = ours.person.auditor;
    expect((await readLogStatus(auditor, {})).health).toEqual({ kind: "never" });
    await recordLogCheck(ours.person.compliance_officer, await check());
    expect((await readLogStatus(auditor, {})).health).toMatchObject({ kind: "verified", check: { index: null } });
    await recordLogCheck(
      ours.system("verify-logs"),
      await checkAfter(`update audit_event set outcome = 'denied' where id = ${leafAt(5)}`),
    );
    // The check's own events came after the copy the tables were put back to; a new finding is written.
    await recordLogCheck(ours.system("verify-logs"), { size: "301", state: "failed", index: "5", message: "outcome" });
    const health = (await auditFigures(ours.person.executive, { from: new Date(0), to: new Date(Date.now() + 1) })).log;
    expect(health).toMatchObject({ kind: "failed", check: { index: "5", size: "301" } });
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const alerts = await inTenant(ours.id, "read", (tx) =>
      tx.auditEvent.findMany({ where: { action: "log.integrity-alert" } }),
    );
    expect(alerts.map((alert) => alert.riskLevel)).toContain("critical");
  });

  it("is not for everybody, and says when there is nothing to check", async () => {
    const { recordLogCheck } = await import("./record-check");
    const finding = { size: "1", state: "verified", index: null, message: null } as const;
    await expect(recordLogCheck(ours.person.employee, finding)).rejects.toMatchObject({ code: "forbidden" });
    const nobody = await createTestOrganization("Unsigned");
    await expect(check(nobody)).rejects.toMatchObject({ code: "conflict" });
    expect(await check(theirs)).toMatchObject({ state: "verified" });
  });
});
