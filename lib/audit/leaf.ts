import { clean } from "@/lib/platform/clean";
import {
  eventColumns,
  isSealed,
  placeOf,
  pointerPart,
  pointerTo,
  type SealedField,
} from "@/lib/platform/event-columns";

export interface SealedAt {
  /** Where in the leaf, as a JSON Pointer (RFC 6901). */
  path: string;
  field: SealedField;
}

/** What stands in a column whose field is protected and was not disclosed. */
export const notDisclosed = Symbol("not disclosed");

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
