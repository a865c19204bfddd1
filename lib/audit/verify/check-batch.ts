import { isUtf8, utf8, utf8Text } from "@/lib/platform/crypto/bytes";
import { eventColumns } from "@/lib/platform/event-columns";
import { LeafScanner } from "../scan-leaf";
import { checkRow, type GivenKeys, readLeaf } from "./check-leaf";
import { Findings, type Found } from "./report";
import { TableRows } from "./table-rows";

/** Some events in a row and all that the package says about them elsewhere: bytes only, so that another thread may check them. */
export interface EventBatch {
  /** Their indexes in the log, ascending; `nowhere` where the package does not say one. */
  places: BigUint64Array<ArrayBuffer>;
  /** Leaf bytes, a newline after each. */
  events: Uint8Array;
  /** The hashes that the log has for them, 32 bytes each; zeros where there is none. */
  hashes: Uint8Array;
  /** Their rows of the table. */
  table: Uint8Array;
  /** Lines of disclosures.ndjson about them. */
  disclosures: Uint8Array;
}

/** No index: a log has less than 2^64 leaves. */
export const nowhere = 2n ** 64n - 1n;

export interface CheckedBatch {
  found: Found;
  sealed: number;
  disclosed: number;
  /** Lines of disclosures.ndjson speak of other events than these. */
  strayKeys: boolean;
  /** Those that say something of evidence, as values. */
  ofEvidence: { index: bigint; leaf: unknown }[];
}

const evidenceColumn = eventColumns.indexOf("resource_type");

/**
 * Compares events with the log: their bytes with the leaf hash, their canonical form, the disclosed fields with their
 * ciphertext, and the rows of the table with what follows from the bytes (A1, A7, A14).
 */
export async function checkBatch({ places, events, hashes, table, disclosures }: EventBatch): Promise<CheckedBatch> {
  const findings = new Findings();
  const scanner = isUtf8(events) ? new LeafScanner() : null;
  const rows = new TableRows(table);
  const keys = keysOf(disclosures);
  const ofEvidence: CheckedBatch["ofEvidence"] = [];
  let [sealed, disclosed, at] = [0, 0, 0];
  for (const [i, index] of places.entries()) {
    const read = scanner?.scan(events, at) ?? false;
    const end = read ? (scanner as LeafScanner).end : endOfLine(events, at);
    const bytes = events.subarray(at, end);
    at = end + 1;
    if (index === nowhere) {
      rows.next();
      continue;
    }
    const given = keys.next(index);
    const logged = { index, bytes, hash: hashes.subarray(32 * i, 32 * (i + 1)) };
    const leaf = readLeaf(logged, read ? scanner : null, findings);
    if (leaf === null) {
      rows.next();
      continue;
    }
    sealed += leaf.sealed;
    if (leaf.cells.says(evidenceColumn, evidence)) ofEvidence.push({ index, leaf: JSON.parse(utf8Text(bytes)) });
    const checked = checkRow(index, leaf, given, rows, findings);
    disclosed += typeof checked === "number" ? checked : await checked;
  }
  return { found: findings.found(), sealed, disclosed, strayKeys: keys.left(), ofEvidence };
}

const evidence = utf8("evidence");

function endOfLine(events: Uint8Array, at: number): number {
  const newline = events.indexOf(10, at);
  return newline < 0 ? events.length : newline;
}

/** Keys by path of one event after the other, from lines sorted by index. */
function keysOf(disclosures: Uint8Array) {
  const lines = disclosures.length === 0 ? [] : utf8Text(disclosures).split("\n");
  if (lines.at(-1) === "") lines.pop();
  let at = 0;
  let ahead = parsed();
  function parsed() {
    const line = lines[at];
    if (line === undefined) return null;
    const { index, path, key } = JSON.parse(line) as Record<string, unknown>;
    // A line with anything more in it, or a member twice, speaks of no event.
    const asWritten = `{"index":"${index}","path":${JSON.stringify(path)},"key":"${key}"}` === line;
    return { index: asWritten ? String(index) : "", path: String(path), key: String(key) };
  }
  return {
    next(index: bigint): GivenKeys {
      if (ahead === null) return none;
      const text = `${index}`;
      if (ahead.index !== text) return none;
      const keys = new Map<string, string>();
      for (; ahead?.index === text; at++, ahead = parsed()) keys.set(ahead.path, ahead.key);
      return keys;
    },
    left: () => at < lines.length,
  };
}

const none: GivenKeys = new Map();
