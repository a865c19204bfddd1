import { clean } from "@/lib/platform/text";

/** A protected field of a leaf (A17): key id, nonce and ciphertext with tag, both in Base64. */
export interface SealedField {
  k: string;
  n: string;
  c: string;
}

export interface SealedAt {
  /** Where in the leaf, as a JSON Pointer (RFC 6901). */
  path: string;
  field: SealedField;
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

const placeOf: Record<EventColumn, readonly string[]> = {
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

/** What stands in a column whose field is protected and was not disclosed. */
export const notDisclosed = Symbol("not disclosed");

export function isSealed(value: unknown): value is SealedField {
  if (typeof value !== "object" || value === null) return false;
  const { k, n, c } = value as Record<string, unknown>;
  return Object.keys(value).length === 3 && [k, n, c].every((part) => typeof part === "string");
}

/** All protected fields of a parsed leaf, with their places. */
export function sealedFields(leaf: unknown): SealedAt[] {
  const found: SealedAt[] = [];
  const visit = (value: unknown, path: string) => {
    if (isSealed(value)) found.push({ path, field: value });
    else if (typeof value === "object" && value !== null) {
      for (const [name, item] of Object.entries(value)) {
        visit(item, `${path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`);
      }
    }
  };
  visit(leaf, "");
  return found;
}

/**
 * The cell of each column as it follows from a parsed leaf; empty for null. `revealed` holds the plaintexts of disclosed
 * fields by path.
 */
export function cellsOf(leaf: unknown, revealed: ReadonlyMap<string, unknown>): (string | typeof notDisclosed)[] {
  return eventColumns.map((column) => {
    const place = placeOf[column];
    let value = leaf;
    for (const name of place) value = (value as Record<string, unknown> | null | undefined)?.[name];
    if (!isSealed(value)) return cellOf(value);
    const path = `/${place.join("/")}`;
    if (!revealed.has(path)) return notDisclosed;
    const plain = revealed.get(path);
    return typeof plain === "string" ? clean(plain) : ""; // as the column was made from the plaintext
  });
}

/** The text of a column's value, as the database holds it, in the exported table. */
export function cellOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.join(";");
  return typeof value === "string" ? value : "";
}
