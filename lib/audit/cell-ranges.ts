import { sameBytes, utf8, utf8Slice } from "@/lib/platform/crypto/bytes";
import { eventColumns, placeOf, pointerTo } from "@/lib/platform/event-columns";
import { cellOfPlain, notDisclosed } from "./leaf";

const nothing = new Uint8Array();
const columnOfPath = new Map(eventColumns.map((name, column) => [pointerTo(placeOf[name]), column]));

/** The cell of each of `eventColumns`, as the bytes it stands in: most need never become texts. */
export class CellRanges {
  readonly sources: Uint8Array[] = eventColumns.map(() => nothing);
  readonly begins = new Int32Array(eventColumns.length);
  readonly ends = new Int32Array(eventColumns.length);
  private readonly hidden = new Uint8Array(eventColumns.length);

  static of(cells: readonly (string | typeof notDisclosed)[]): CellRanges {
    const all = new CellRanges();
    for (const [column, cell] of cells.entries()) {
      if (cell === notDisclosed) all.hide(column);
      else all.say(column, cell);
    }
    return all;
  }

  clear(): void {
    this.begins.fill(0);
    this.ends.fill(0);
    this.hidden.fill(0);
  }

  put(column: number, source: Uint8Array, begin: number, end: number): void {
    this.sources[column] = source;
    this.begins[column] = begin;
    this.ends[column] = end;
    this.hidden[column] = 0;
  }

  /** @throws TypeError on a lone surrogate */
  say(column: number, text: string): void {
    const bytes = utf8(text);
    this.put(column, bytes, 0, bytes.length);
  }

  /** The field is protected and was not disclosed. */
  hide(column: number): void {
    this.put(column, nothing, 0, 0);
    this.hidden[column] = 1;
  }

  /** Says what a protected field holds, where it is one of a column that was hidden. */
  reveal(path: string, plain: unknown): void {
    const column = columnOfPath.get(path);
    if (column !== undefined && this.isHidden(column)) this.say(column, cellOfPlain(plain));
  }

  isHidden(column: number): boolean {
    return this.hidden[column] === 1;
  }

  private text(column: number): string {
    return utf8Slice(this.sources[column] as Uint8Array, this.begins[column] as number, this.ends[column] as number);
  }

  /** Whether the cell is this text, given in its bytes. */
  says(column: number, text: Uint8Array): boolean {
    const begin = this.begins[column] as number;
    return sameBytes((this.sources[column] as Uint8Array).subarray(begin, this.ends[column]), text);
  }

  /** As of `cellsOf`. */
  cells(): (string | typeof notDisclosed)[] {
    return eventColumns.map((_, column) => (this.isHidden(column) ? notDisclosed : this.text(column)));
  }
}
