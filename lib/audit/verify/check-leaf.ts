import { sameBytes, utf8Text } from "@/lib/platform/crypto/bytes";
import { canonicalize } from "@/lib/platform/crypto/canonical-json";
import { leafHash } from "@/lib/platform/crypto/merkle";
import { CellRanges } from "../cell-ranges";
import { cellsOf, type SealedAt, sealedFields } from "../leaf";
import type { Findings } from "./report";
import { reveal, revealNow } from "./reveal";
import type { TableRows } from "./table-rows";

/** Keys of protected fields as the package discloses them, in Base64 by JSON Pointer. */
export type GivenKeys = ReadonlyMap<string, string>;

/** What is looked for in a leaf. */
export interface ReadLeaf {
  /** How many fields are protected. */
  readonly sealed: number;
  readonly fields: SealedAt[];
  readonly cells: CellRanges;
}

/** One event as the log knows it. */
export interface LoggedEvent {
  index: bigint;
  bytes: Uint8Array;
  hash: Uint8Array;
}

/**
 * One event against its leaf hash and its canonical form. Null when there is nothing to read in it. `scanned` is what a `LeafScanner`
 * read in it; null when it read nothing.
 */
export function readLeaf(
  { index, bytes, hash }: LoggedEvent,
  scanned: ReadLeaf | null,
  findings: Findings,
): ReadLeaf | null {
  if (bytes.length === 0) {
    findings.problem("The event is gone.", index);
    return null;
  }
  if (!sameBytes(leafHash(bytes), hash)) {
    findings.problem("The event was altered: its hash is not the one in the log.", index);
    return null;
  }
  if (scanned !== null) return scanned;
  const leaf = parseCanonical(bytes);
  if (leaf === undefined) {
    // Two readers could otherwise see two different events in the same bytes.
    findings.problem("The event is not canonical JSON.", index);
    return null;
  }
  const fields = sealedFields(leaf);
  return { sealed: fields.length, fields, cells: CellRanges.of(cellsOf(leaf, new Map())) };
}

/**
 * The keys given for protected fields against the fields, and the event's row of the table, which is the next one, against both. Waits
 * only where decrypting has to be waited for. Returns how many fields were disclosed.
 */
export function checkRow(
  index: bigint,
  leaf: ReadLeaf,
  keys: GivenKeys,
  rows: TableRows,
  findings: Findings,
): number | Promise<number> {
  if (keys.size === 0) {
    compareRow(index, leaf.cells, rows, findings);
    return 0;
  }
  const { fields } = leaf;
  const given = fields.filter(({ path }) => keys.has(path));
  function conclude(plains: unknown[]): number {
    for (const [i, { path }] of given.entries()) {
      if (plains[i] === undefined) findings.problem(`The key given for ${path} does not open it.`, index);
      else leaf.cells.reveal(path, plains[i]);
    }
    for (const path of keys.keys()) {
      if (!fields.some((field) => field.path === path)) findings.problem(`There is no protected field ${path}.`, index);
    }
    compareRow(index, leaf.cells, rows, findings);
    return given.length;
  }
  const opened = given.map(({ path, field }) => (revealNow ?? reveal)(field, keys.get(path) as string));
  return revealNow === undefined ? Promise.all(opened).then(conclude) : conclude(opened);
}

/** The value of canonical JSON (RFC 8785); undefined when the bytes are anything else. */
export function parseCanonical(bytes: Uint8Array): unknown {
  try {
    const text = utf8Text(bytes);
    const value: unknown = JSON.parse(text);
    // ECMAScript's own form is the canonical one but for the order of keys and lone surrogates, which it escapes.
    if (JSON.stringify(value) === text && inOrder(value, 0) && !text.includes("\\ud")) return value;
    return sameBytes(canonicalize(value), bytes) ? value : undefined;
  } catch {
    return undefined;
  }
}

function inOrder(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (depth > 200) return false; // for the slow way to judge
  if (Array.isArray(value)) return value.every((item) => inOrder(item, depth + 1));
  let previous: string | null = null;
  for (const key in value) {
    if (previous !== null && previous >= key) return false;
    previous = key;
    if (!inOrder((value as Record<string, unknown>)[key], depth + 1)) return false;
  }
  return true;
}

function compareRow(index: bigint, cells: CellRanges, rows: TableRows, findings: Findings) {
  const column = rows.differs(index, cells);
  if (column === null) findings.problem("events.csv has no row for the event.", index);
  else if (column !== undefined)
    findings.problem(`The column ${column} says another thing than the signed event.`, index);
}
