import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "@/scripts/testing/test-database";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let contributions: typeof import("./contributions").contributions;

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.PORTAL_MASTER_KEY ??= Buffer.alloc(32, 7).toString("base64");
  process.env.NEXTAUTH_SECRET ??= randomUUID().repeat(2);
  ({ contributions } = await import("./contributions"));
});
afterAll(() => database.drop());

/** Tables with a column that names or points to a person, and why no source hands them out. */
const withoutSource: Record<string, string> = {
  credential: "Secrets: never part of a package",
  api_key: "Keys of the organisation's machines",
  audit_export: "Who exported the trail is among the person's own acts of the audit trail",
  alert: "Who answers for it is among the person's own acts of the audit trail, like the events it was raised for",
  detection_setting: "Who changed it is among the person's own acts of the audit trail",
  incident:
    "Who reported it and who answers for it is among the person's own acts of the audit trail; the people affected are kept as groups, without names",
  incident_action: "Who it was given to and who did it is among the person's own acts of the audit trail",
  incident_breach: "Who said it is among the person's own acts of the audit trail",
  incident_clock: "Who changed it is among the person's own acts of the audit trail",
  incident_entry: "What a person wrote is among the person's own acts of the audit trail",
  incident_link: "Who added it is among the person's own acts of the audit trail",
  webhook: "Who made it is among the person's own acts of the audit trail",
  audit_column_mend: "Who proposed and decided it is among the person's own acts of the audit trail",
  audit_log_closing: "Who proposed and decided it is among the person's own acts of the audit trail",
  audit_log_key: "Who ordered it is among the person's own acts of the audit trail",
  audit_archive: "Who asked for and decided it is among the person's own acts of the audit trail",
  disposal: "Who asked for and decided it is among the person's own acts of the audit trail",
  evidence_ground: "Who recorded it is among the person's own acts of the audit trail",
  evidence_version: "Who collected and decided about it is among the person's own acts of the audit trail",
  policy_file: "Who added it is among the person's own acts of the audit trail",
  legal_hold: "Whom a hold names may be part of a claim: an officer decides whether to tell them [15(4), 23(1)(j)]",
  evidence: "Who collected it is among the person's own acts of the audit trail",
  key_destruction: "Who decided it is among the person's own acts of the audit trail; whose keys, by pseudonym only",
  sla_calendar_version: "Who changed it is among the person's own acts of the audit trail",
  sla_policy_version: "Who changed it is among the person's own acts of the audit trail",
  collector_run: "Who asked for it is among the person's own acts of the audit trail",
  http_source: "Who added it is among the person's own acts of the audit trail",
  idempotency_record: "Answers kept for a day, already in their own tables",
};

const personal =
  /^(person_id|.*_by_id|.*(author|actor|agent|requester|assignee|approver|manager|collector|owner|subject)_id|email|recipient|ip|user_agent|contact_email)$/;

describe("data sources", () => {
  test("cover every table with personal data", async () => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query<{ table: string; column: string }>(
      "select table_name as table, column_name as column from information_schema.columns where table_schema = 'public'",
    );
    await client.end();
    const covered = new Set(contributions.dataSources.flatMap(({ tables }) => tables));
    const tables = new Set(rows.filter(({ column }) => personal.test(column)).map(({ table }) => table));
    expect(tables.size).toBeGreaterThan(10);
    const missing = [...tables].filter((table) => !covered.has(table) && !(table in withoutSource));
    expect(missing.toSorted()).toEqual([]);
    const known = new Set(rows.map(({ table }) => table));
    expect([...covered, ...Object.keys(withoutSource)].filter((table) => !known.has(table))).toEqual([]);
  });

  test("have ids of their own that can name a folder", () => {
    const ids = contributions.dataSources.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
  });

  test("say everything Article 15 asks", async () => {
    const { DataCategory } = await import("@/lib/privacy/schema");
    for (const { processing, categories } of contributions.dataSources) {
      expect(processing.purposes.length).toBeGreaterThan(0);
      expect(processing.recipients.length).toBeGreaterThan(0);
      for (const text of [processing.lawfulBasis, processing.storagePeriod, processing.origin])
        expect(text).not.toBe("");
      for (const category of categories) expect(DataCategory.options).toContain(category);
    }
  });
});
