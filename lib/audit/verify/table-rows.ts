import { sameBytes, utf8 } from "@/lib/platform/crypto/bytes";
import { eventColumns } from "@/lib/platform/event-columns";
import type { CellRanges } from "../cell-ranges";
import { csvCells, csvRecord } from "../csv";

const [quote, newline, comma] = [0x22, 0x0a, 0x2c];
const columns = eventColumns.length;
const codesOf = (chars: string) =>
  Uint8Array.from({ length: 256 }, (_, byte) => (chars.includes(String.fromCharCode(byte)) ? 1 : 0));
/** What makes a cell stand in quotes wherever it is, and what gets an apostrophe as its first byte (see `csvRecord`). */
const [quoted, first] = [codesOf(',"\r\n'), codesOf("=+-@\t\r'")];
const lenient = new TextDecoder("utf-8", { ignoreBOM: true });

/** The records of a part of the exported table, one after the other. */
export class TableRows {
  private at = 0;

  constructor(private readonly table: Uint8Array) {}

  /** The columns in which the next record says another thing than these cells: none, "index", or the first of the others. Null without a record. */
  differs(index: bigint, cells: CellRanges): string | null | undefined {
    if (this.at >= this.table.length) return null;
    const end = this.endOfPlain(`${index}`, cells);
    if (end >= 0) {
      this.at = end;
      return undefined;
    }
    const record = this.next();
    // A protected field that was not disclosed stands empty in the table.
    const texts = cells.cells().map((cell) => (typeof cell === "string" ? cell : ""));
    const expected = csvRecord([`${index}`, ...texts]);
    if (sameBytes(utf8(expected), record)) return undefined;
    const found = csvCells(lenient.decode(record));
    const at = csvCells(expected).findIndex((cell, i) => cell !== found[i]);
    return at <= 0 ? "index" : (eventColumns[at - 1] as string);
  }

  /** Passes a record and returns its bytes; a newline inside quotes ends none. */
  next(): Uint8Array {
    const { table, at: from } = this;
    let open = false;
    while (this.at < table.length) {
      const byte = table[this.at++];
      if (byte === quote) open = !open;
      else if (byte === newline && !open) break;
    }
    return table.subarray(from, this.at);
  }

  /** Where the next record ends when it says just this and none of it needs quotes or an apostrophe; else -1. */
  private endOfPlain(index: string, { sources, begins, ends }: CellRanges): number {
    const { table } = this;
    let at = this.at;
    for (let i = 0; i < index.length; i++) if (table[at++] !== index.charCodeAt(i)) return -1;
    for (let column = 0; column < columns; column++) {
      if (table[at++] !== comma) return -1;
      const end = ends[column] as number;
      let from = begins[column] as number;
      if (from === end) continue;
      const source = sources[column] as Uint8Array;
      if (first[source[from] as number] === 1) return -1;
      for (; from < end; from++) {
        const byte = source[from] as number;
        if (byte !== table[at++] || quoted[byte] === 1) return -1;
      }
    }
    return table[at] === 0x0d && table[at + 1] === newline ? at + 2 : -1;
  }
}
