import { sameBytes, utf8Text } from "@/lib/platform/crypto/bytes";
import { canonicalize } from "@/lib/platform/crypto/canonical-json";
import { leafHash } from "@/lib/platform/crypto/merkle";
import { csvCells, csvRecord } from "../csv";
import { cellsOf, eventColumns, notDisclosed, sealedFields, withRevealed } from "../leaf";
import { type ScannedLeaf, scanLeaf } from "../scan-leaf";
import type { Findings } from "./report";
import { reveal, revealNow } from "./reveal";

/** Keys of protected fields as the package discloses them, in Base64 by JSON Pointer. */
export type GivenKeys = ReadonlyMap<string, string>;

interface ReadableLeaf extends ScannedLeaf {
  index: bigint;
  keys: GivenKeys;
  record: string | undefined;
}

/** What is left to do, when decrypting has to be waited for; else how many fields were disclosed. */
type Checked = ReadableLeaf & { sealed: number; disclosed?: number };

/**
 * One event against its leaf hash, its canonical form and its row of the table. Null when there is nothing to read in it.
 * `text` is what the bytes say, where that is known.
 */
export function checkLeaf(
  bytes: Uint8Array,
  text: string | undefined,
  index: bigint,
  expected: Uint8Array,
  keys: GivenKeys,
  record: string | undefined,
  findings: Findings,
): Checked | null {
  if (bytes.length === 0) {
    findings.problem("The event is gone.", index);
    return null;
  }
  if (!sameBytes(leafHash(bytes), expected)) {
    findings.problem("The event was altered: its hash is not the one in the log.", index);
    return null;
  }
  const leaf = (text === undefined ? undefined : scanLeaf(text)) ?? parsedLeaf(bytes);
  if (leaf === undefined) {
    // Two readers could otherwise see two different events in the same bytes.
    findings.problem("The event is not canonical JSON.", index);
    return null;
  }
  const { fields, cells } = leaf;
  const checked: Checked = { index, fields, cells, keys, record, sealed: fields.length };
  if (keys.size === 0) return { ...checked, disclosed: conclude(checked, new Map(), findings) };
  if (revealNow === undefined) return checked;
  const revealed = new Map<string, unknown>();
  for (const { path, field } of fields) {
    const key = keys.get(path);
    if (key !== undefined) revealed.set(path, revealNow(field, key));
  }
  return { ...checked, disclosed: conclude(checked, revealed, findings) };
}

/** The rest of `checkLeaf` where decrypting is asynchronous. Returns how many fields were disclosed. */
export async function revealLeaf(checked: ReadableLeaf, findings: Findings): Promise<number> {
  const revealed = new Map<string, unknown>();
  for (const { path, field } of checked.fields) {
    const key = checked.keys.get(path);
    if (key !== undefined) revealed.set(path, await reveal(field, key));
  }
  return conclude(checked, revealed, findings);
}

/** `revealed` holds a plaintext, or undefined where the key does not open it, for each field a key was given for. */
function conclude(
  { index, fields, cells, keys, record }: ReadableLeaf,
  revealed: Map<string, unknown>,
  findings: Findings,
) {
  const disclosed = revealed.size;
  for (const [path, plain] of revealed) {
    if (plain !== undefined) continue;
    findings.problem(`The key given for ${path} does not open it.`, index);
    revealed.delete(path);
  }
  for (const path of keys.keys()) {
    if (!fields.some((place) => place.path === path)) findings.problem(`There is no protected field ${path}.`, index);
  }
  if (record === undefined) findings.problem("events.csv has no row for the event.", index);
  else compareRow(revealed.size === 0 ? cells : withRevealed(cells, revealed), index, record, findings);
  return disclosed;
}

function parsedLeaf(bytes: Uint8Array): ScannedLeaf | undefined {
  const leaf = parseCanonical(bytes);
  return leaf === undefined ? undefined : { fields: sealedFields(leaf), cells: cellsOf(leaf, new Map()) };
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

function compareRow(cells: (string | typeof notDisclosed)[], index: bigint, record: string, findings: Findings) {
  // A protected field that was not disclosed stands empty in the table.
  const expected = csvRecord([`${index}`, ...cells.map((cell) => (cell === notDisclosed ? "" : cell))]);
  if (record === expected) return;
  const found = csvCells(record);
  const wanted = csvCells(expected);
  const at = wanted.findIndex((cell, i) => cell !== found[i]);
  const column = at <= 0 ? "index" : eventColumns[at - 1];
  findings.problem(`The column ${column} says another thing than the signed event.`, index);
}
