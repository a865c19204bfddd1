import { clean } from "@/lib/platform/clean";

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

/** What stands in a column whose field is protected and was not disclosed. */
export const notDisclosed = Symbol("not disclosed");

export function isSealed(value: unknown): value is SealedField {
  if (typeof value !== "object" || value === null) return false;
  const { k, n, c } = value as Record<string, unknown>;
  if (typeof k !== "string" || typeof n !== "string" || typeof c !== "string") return false;
  return Object.keys(value).length === 3;
}

/** All protected fields of a parsed leaf, with their places. */
export function sealedFields(leaf: unknown): SealedAt[] {
  const found: SealedAt[] = [];
  if (typeof leaf === "object" && leaf !== null) collectSealed(leaf, "", found);
  return found;
}

function collectSealed(value: object, path: string, found: SealedAt[]) {
  if (isSealed(value)) {
    found.push({ path, field: value });
    return;
  }
  for (const name of Object.keys(value)) {
    const inner = (value as Record<string, unknown>)[name];
    if (typeof inner === "object" && inner !== null) collectSealed(inner, path + pointerPart(name), found);
  }
}

/** One step of a JSON Pointer (RFC 6901). */
export const pointerPart = (name: string) =>
  /[~/]/.test(name) ? `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}` : `/${name}`;

/** The JSON Pointer of names from the root on (RFC 6901). */
export function pointerTo(names: readonly string[]): string {
  return names.map(pointerPart).join("");
}

/**
 * The cell of each column as it follows from a parsed leaf; empty for null. `revealed` holds the plaintexts of disclosed
 * fields by path.
 */
export function cellsOf(leaf: unknown, revealed: ReadonlyMap<string, unknown>): (string | typeof notDisclosed)[] {
  const cells: (string | typeof notDisclosed)[] = [];
  for (const column of eventColumns) {
    const place = placeOf[column];
    let value = leaf;
    for (const name of place) value = (value as Record<string, unknown> | null | undefined)?.[name];
    cells.push(isSealed(value) ? revealedCell(pointerTo(place), revealed) : cellOf(value));
  }
  return cells;
}

/** The value of each column as the database holds it, from a parsed leaf; null where a protected field cannot be opened (A7). */
export function columnsOf(
  leaf: unknown,
  revealed: ReadonlyMap<string, unknown>,
): Record<EventColumn, string | string[] | null> {
  const columns = {} as Record<EventColumn, string | string[] | null>;
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

function revealedCell(path: string, revealed: ReadonlyMap<string, unknown>): string | typeof notDisclosed {
  if (!revealed.has(path)) return notDisclosed;
  const plain = revealed.get(path);
  return cellOfPlain(plain);
}

/** The cell of a column whose protected field was disclosed: as the column was made from the plaintext. */
export const cellOfPlain = (plain: unknown): string => (typeof plain === "string" ? clean(plain) : "");

/** The text of a column's value, as the database holds it, in the exported table. */
export function cellOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (value instanceof Date) return value.toISOString();
  return Array.isArray(value) ? value.join(";") : "";
}
