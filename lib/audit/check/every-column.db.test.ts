import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { altered } from "../testing/altered-column";
import { createSequencedDatabase, type SequencedDatabase } from "../testing/broken-log";
import { asOwner, logOf, tamper } from "../testing/log-inspection";
import { writeEvents } from "../testing/write-events";

const tables = ["audit_event", "audit_leaf", "audit_tile", "audit_checkpoint", "audit_detail"] as const;

/** What tells that a column was altered: every column of the log's tables has its answer here. */
const told: Record<(typeof tables)[number], Record<string, RegExp>> = {
  audit_event: {
    ...Object.fromEntries(
      [
        ...["log_id", "type", "action", "crud", "outcome", "risk_level", "retention_class", "actor_kind", "actor_id"],
        ...["actor_name", "resource_type", "resource_id", "resource_label", "control_ids", "ip", "session_id"],
        ...["request_id", "correlation_id", "occurred_at", "recorded_at"],
      ].map((column) => [column, new RegExp(`column ${column} says`)]),
    ),
    id: /event is gone/,
    // Row level security shows nobody else's rows.
    organization_id: /event is gone/,
    leaf: /do not hash to what was signed/,
  },
  audit_leaf: {
    log_id: /place in the log is gone/,
    index: /place in the log is gone/,
    event_id: /event is gone/,
    leaf_hash: /do not hash to what was signed/,
    organization_id: /place in the log is gone/,
  },
  audit_tile: { log_id: /./, level: /./, index: /./, organization_id: /./, hashes: /./ },
  audit_checkpoint: {
    log_id: /Nothing is signed yet/,
    size: /not the one its row describes/,
    organization_id: /Nothing is signed yet/,
    root: /not the one its row describes/,
    note: /checkpoint/,
    signed_at: /future|before an earlier/,
  },
  audit_detail: {
    event_id: /beside the event is gone/,
    organization_id: /beside the event is gone/,
    sha256: /beside the event was altered/,
    bytes: /beside the event was altered/,
  },
};

let at: SequencedDatabase;
let ours: TestOrganization;
let log: Awaited<ReturnType<typeof logOf>>;
let columns: { table: keyof typeof told; column: string; type: string }[];

beforeAll(async () => {
  at = await createSequencedDatabase();
  ours = await createTestOrganization("Ours");
  const { inTenant } = await import("@/lib/platform/db/tenant");
  const { record } = await import("@/lib/platform/operation/record");
  const words = {
    ...({ type: "system_change", action: "example.import", crud: "create", outcome: "success" } as const),
    ...({ riskLevel: "low", retentionClass: "seven_years", controlIds: ["CC6.1", "CC7.2"] } as const),
    resource: { type: "import", id: "row", label: "Row" },
    after: { rows: Array.from({ length: 2_000 }, (_, n) => `row ${n}`) },
  };
  const by = { ...ours.person.policy_author, ip: "203.0.113.7", correlationId: "c-1" };
  await inTenant(ours.id, "write", (tx) => record(tx, by, words, [], new Date()));
  await at.pass();
  await writeEvents(ours, 5);
  await at.pass();
  log = await logOf(at.url, ours.id);
  columns = await asOwner(at.url, async (db) => {
    const { rows } = await db.query(
      `select table_name as table, column_name as column, data_type as type from information_schema.columns
       where table_schema = 'public' and table_name = any($1) order by 1, ordinal_position`,
      [tables],
    );
    return rows;
  });
  await tamper(at.url, ...tables.map((table) => `create table good_${table} as table ${table}`));
});
afterAll(() => at.drop());

async function check(): Promise<{ state: string; message: string | null }> {
  const { checkLog } = await import("./check-log");
  return checkLog(ours.id).catch((error: Error) => ({ state: "failed", message: error.message }));
}

async function checkAfter(...statements: string[]) {
  await tamper(at.url, ...statements);
  try {
    return await check();
  } finally {
    await tamper(
      at.url,
      ...tables.flatMap((table) => [`delete from ${table}`, `insert into ${table} select * from good_${table}`]),
    );
  }
}

const own: Record<(typeof tables)[number], string> = {
  audit_event: "action = 'example.import'",
  audit_leaf: "event_id = (select id from good_audit_event where action = 'example.import')",
  audit_tile: "organization_id is not null",
  audit_checkpoint: "organization_id is not null",
  audit_detail: "true",
};

describe("a column altered past the portal is found by the check (A7)", () => {
  test("every column of every table of the log, one after the other", async () => {
    expect(await check()).toMatchObject({ state: "verified", message: null });
    const seen: Record<string, unknown> = {};
    for (const { table, column, type } of columns) {
      const value = column === "signed_at" ? "signed_at + interval '1 day'" : altered(column, type);
      const found = await checkAfter(`update ${table} set ${column} = ${value} where ${own[table]}`);
      const expected = told[table][column];
      expect(expected, `${table}.${column} has no answer`).toBeDefined();
      if (found.state !== "failed" || !expected?.test(found.message ?? "")) seen[`${table}.${column}`] = found;
    }
    expect(seen).toEqual({});
    expect(await check()).toMatchObject({ state: "verified", message: null });
  });

  test("a list that was joined, an empty text for nothing, and a place in somebody else's log", async () => {
    const where = `where ${own.audit_event}`;
    const joined = await checkAfter(`update audit_event set control_ids = '{"CC6.1;CC7.2"}' ${where}`);
    expect(joined).toMatchObject({ state: "failed", message: expect.stringContaining("control_ids") });
    const empty = await checkAfter(`update audit_event set session_id = '' where session_id is null`);
    expect(empty).toMatchObject({ state: "failed", message: expect.stringContaining("session_id") });
    const theirs = await createTestOrganization("Theirs");
    const other = await logOf(at.url, theirs.id);
    const copy = `insert into audit_event select (jsonb_populate_record(e, '{"id": "00000000-0000-4000-8000-000000000000"}')).* from audit_event e ${where}`;
    for (const place of [
      `insert into audit_leaf values ('${other.id}', 7, '00000000-0000-4000-8000-000000000000', '\\x00', '${ours.id}')`,
      `insert into audit_pending (event_id, log_id, organization_id) values ('00000000-0000-4000-8000-000000000000', '${other.id}', '${theirs.id}')`,
    ]) {
      expect(await checkAfter(copy, place)).toMatchObject({
        state: "failed",
        message: expect.stringMatching(/^1 rows/),
      });
      await tamper(at.url, "delete from audit_pending where event_id = '00000000-0000-4000-8000-000000000000'");
    }
    const waiting = `insert into audit_pending (event_id, log_id, organization_id) values ('00000000-0000-4000-8000-000000000000', '${log.id}', '${ours.id}')`;
    expect(await checkAfter(copy, waiting)).toMatchObject({ message: expect.stringContaining("column id says") });
    await tamper(at.url, "delete from audit_pending where event_id = '00000000-0000-4000-8000-000000000000'");
  });

  test("an older checkpoint that was replaced, and a row above the others", async () => {
    const first = `log_id = '${log.id}' and size = (select min(size) from good_audit_checkpoint where log_id = '${log.id}')`;
    const replaced = await checkAfter(`update audit_checkpoint set root = sha256('other') where ${first}`);
    expect(replaced).toMatchObject({
      state: "failed",
      message: expect.stringContaining("not the one its row describes"),
    });
    const moved = await checkAfter(
      `update audit_checkpoint set signed_at = signed_at + interval '1 hour' where ${first}`,
    );
    expect(moved).toMatchObject({ state: "failed" });
  });
});
