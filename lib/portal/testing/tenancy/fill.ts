import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { rowsOf, type Table } from "./tables";

type Values = Record<string, unknown>;
const theFirst = (table: string) => ({ theFirst: table });

/** What the checks of a table ask for, where any value of the column's type is not enough. */
const particular: Record<string, Values[]> = {
  audit_archive: [{ first: 0, count: 1 }],
  audit_column_mend: [{ decided_at: "2026-11-01T00:00:00Z", decided_by_id: randomUUID(), confirmed: false }],
  audit_export: [{ selection: { kind: "range", first: "0", count: "1", log: randomUUID() } }],
  policy_attendance: [{ attachment_id: theFirst("stored_object") }],
  policy_file: [{ role: "picture", media_type: "image/png" }],
  policy_violation_link: [{ kind: "ticket" }],
  training_course: [
    { pass_percent: 80, max_attempts: 3, cool_down_hours: 1, valid_months: 12, due_days: 14, status: "draft" },
  ],
  training_lesson: [
    { object_id: theFirst("stored_object"), file_name: "gates.pdf", media_type: "application/pdf", size: 1 },
  ],
  stored_object: ["evidence", "meeting", "training"].map((purpose) => ({
    purpose,
    storage_key: `waiting/${randomUUID()}`,
    media_type: "application/pdf",
    file_name: "waiting.pdf",
    wrapped_key: "\\x00",
    expires_at: "2099-01-01T00:00:00Z",
  })),
};
/** Rows of these stand in the story already, and none of them is in the state that some command asks for. */
const more = new Set(["stored_object", "training_course", "training_lesson"]);
/** Made and read by the sequencer alone: a row that is not its own would be a damaged log. */
export const ofTheSequencer = new Set([
  "audit_checkpoint",
  "audit_cosignature",
  "audit_log_healing",
  "audit_log_key",
  "audit_log_statement",
  "audit_pending",
  "audit_tile",
  "audit_witness",
]);

/** One row for every table that the story leaves empty, naming rows of the same organisation wherever it refers to any. */
export async function fillEmptyTables(database: Client, tables: readonly Table[], organizationId: string) {
  for (const table of tables) {
    if (ofTheSequencer.has(table.name)) continue;
    const known = JSON.parse(await rowsOf(database, table, organizationId)) as Values[];
    if (known.length > 0 && !more.has(table.name)) continue;
    for (const given of particular[table.name] ?? [{}]) {
      const row: Values = { organization_id: organizationId, ...given };
      for (const [name, value] of Object.entries(given)) {
        const table = (value as { theFirst?: string } | null)?.theFirst;
        if (table) row[name] = await firstOf(database, table, organizationId);
      }
      for (const column of table.columns) {
        if (column.name in row || !column.needed) continue;
        row[column.name] = await valueFor(database, table, column, organizationId);
      }
      const names = Object.keys(row);
      await database.query(
        `insert into ${table.name} (${names.join(", ")}) select ${names.join(", ")} from jsonb_populate_record(null::${table.name}, $1)`,
        [JSON.stringify(row)],
      );
    }
  }
}

async function valueFor(database: Client, table: Table, column: Table["columns"][number], organizationId: string) {
  const target = table.references.find((each) => each.column === column.name)?.table ?? targetByName(column.name);
  if (target) {
    return firstOf(database, target, organizationId);
  }
  if (/^(person_id|\w+_by_id|manager_id|author_id)$/.test(column.name)) {
    const { rows } = await database.query("select person_id as id from membership where organization_id = $1 limit 1", [
      organizationId,
    ]);
    return rows[0].id;
  }
  if (column.label !== null) return column.label;
  if (column.type === "uuid") return randomUUID();
  if (column.type.startsWith("timestamp")) return new Date().toISOString();
  if (column.type === "date") return "2026-11-01";
  if (column.type === "boolean") return false;
  if (column.type === "bytea") return "\\x00";
  if (column.type === "jsonb") return {};
  if (column.type.endsWith("[]")) return [];
  return column.type === "text" ? "filled" : 1;
}

async function firstOf(database: Client, table: string, organizationId: string): Promise<string> {
  const { rows } = await database.query(`select id from ${table} where organization_id = $1 order by id limit 1`, [
    organizationId,
  ]);
  return rows[0].id;
}

/** Columns that name a row without a constraint. */
const targetByName = (column: string) =>
  ({ log_id: "audit_log", object_id: "stored_object", key_id: "api_key", event_id: "audit_event" })[column];
