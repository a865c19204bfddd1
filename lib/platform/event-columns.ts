import { clean } from "./clean";

/** A protected field of a leaf (A17): key id, nonce and ciphertext with tag, both in Base64. */
export interface SealedField {
  k: string;
  n: string;
  c: string;
}

export function isSealed(value: unknown): value is SealedField {
  if (typeof value !== "object" || value === null) return false;
  const { k, n, c } = value as Record<string, unknown>;
  if (typeof k !== "string" || typeof n !== "string" || typeof c !== "string") return false;
  return Object.keys(value).length === 3;
}

/** Columns of an event in the order of the exported table; each is derived from the leaf (A7). */
export const eventColumns = [
  "id",
  "type",
  "action",
  "crud",
  "outcome",
  "risk_level",
  "retention_class",
  "actor_kind",
  "actor_id",
  "actor_name",
  "resource_type",
  "resource_id",
  "resource_label",
  "control_ids",
  "ip",
  "session_id",
  "request_id",
  "correlation_id",
  "occurred_at",
  "recorded_at",
] as const;
export type EventColumn = (typeof eventColumns)[number];

/** Where in a leaf each column comes from. */
export const placeOf: Record<EventColumn, readonly string[]> = {
  id: ["id"],
  type: ["type"],
  action: ["action"],
  crud: ["crud"],
  outcome: ["outcome"],
  risk_level: ["riskLevel"],
  retention_class: ["retentionClass"],
  actor_kind: ["actor", "kind"],
  actor_id: ["actor", "id"],
  actor_name: ["actor", "name"],
  resource_type: ["resource", "type"],
  resource_id: ["resource", "id"],
  resource_label: ["resource", "label"],
  control_ids: ["controlIds"],
  ip: ["ip"],
  session_id: ["sessionId"],
  request_id: ["requestId"],
  correlation_id: ["correlationId"],
  occurred_at: ["occurredAt"],
  recorded_at: ["recordedAt"],
};

/** One step of a JSON Pointer (RFC 6901). */
export const pointerPart = (name: string) =>
  /[~/]/.test(name) ? `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}` : `/${name}`;

/** The JSON Pointer of names from the root on (RFC 6901). */
export function pointerTo(names: readonly string[]): string {
  return names.map(pointerPart).join("");
}

export type ColumnValue = string | string[] | null;

/**
 * The value of each column as the database holds it, from a leaf: the one place where it is decided, for recording, checking and
 * healing alike (A7). `revealed` holds the plaintexts of protected fields by path; one that is not there gives null.
 */
export function columnsOf(leaf: unknown, revealed: ReadonlyMap<string, unknown>): Record<EventColumn, ColumnValue> {
  const columns = {} as Record<EventColumn, ColumnValue>;
  for (const column of eventColumns) {
    const place = placeOf[column];
    let value = leaf;
    for (const name of place) value = (value as Record<string, unknown> | null | undefined)?.[name];
    if (isSealed(value)) {
      const plain = revealed.get(pointerTo(place));
      columns[column] = typeof plain === "string" ? clean(plain) : null;
    } else columns[column] = typeof value === "string" || Array.isArray(value) ? value : null;
  }
  return columns;
}

/** What the columns of an event's row hold, as `columnsOf` gives it: an empty text is not nothing, and a list is no text. */
export function columnsIn(row: Record<string, unknown>): Record<EventColumn, ColumnValue> {
  const columns = {} as Record<EventColumn, ColumnValue>;
  for (const column of eventColumns) {
    const value = row[column];
    if (value instanceof Date) columns[column] = value.toISOString();
    else columns[column] = typeof value === "string" || Array.isArray(value) ? value : null;
  }
  return columns;
}

/** Value by value: lists are not joined, where {a,b} and {"a;b"} would look alike, and nothing is not an empty text. */
export function sameColumn(stands: ColumnValue, derived: ColumnValue): boolean {
  if (!Array.isArray(stands) || !Array.isArray(derived)) return stands === derived;
  return stands.length === derived.length && stands.every((item, i) => item === derived[i]);
}
