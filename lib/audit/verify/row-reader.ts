import { concat } from "@/lib/platform/crypto/bytes";

/** Whole rows one behind the other, with their line ends. */
export interface Rows {
  bytes: Uint8Array;
  count: number;
}

const newline = 10;
const quote = 34;

/**
 * Takes whole lines from a stream by the batch, as bytes: what is in them is looked at elsewhere. With `quoted` a newline
 * between quotes ends no row, as in CSV. What follows the last newline counts as a row if not empty.
 */
export class RowReader {
  private held: Uint8Array = new Uint8Array();
  private at = 0;
  /** The first quote from a place on: most rows have none, and looking far ahead for each would take long. */
  private quoteFrom = { place: Number.MAX_SAFE_INTEGER, at: -1 };
  private ended = false;

  constructor(
    private readonly source: AsyncGenerator<Uint8Array>,
    private readonly quoted = false,
  ) {}

  /** The next `most` rows, fewer at the end; with `wanted` only those until it says no to one that begins at `at`. */
  async take(most: number, wanted?: (held: Uint8Array, at: number) => boolean): Promise<Rows> {
    const parts: Uint8Array[] = [];
    let count = 0;
    for (;;) {
      const from = this.at;
      let refused = false;
      while (count < most) {
        const end = this.endOfRow();
        if (end < 0) break;
        refused = wanted !== undefined && !wanted(this.held, this.at);
        if (refused) break;
        this.at = end;
        count++;
      }
      if (this.at > from) parts.push(this.held.subarray(from, this.at));
      if (refused || count === most || !(await this.more())) return { bytes: concat(...parts), count };
    }
  }

  private endOfRow(): number {
    let open = false;
    for (let from = this.at; ; ) {
      const end = this.held.indexOf(newline, from);
      if (end < 0) return this.ended && this.at < this.held.length ? this.held.length : -1;
      if (this.quoted && this.quotesIn(from, end) % 2 === 1) open = !open;
      if (!open) return end + 1;
      from = end + 1;
    }
  }

  private quotesIn(from: number, end: number): number {
    let count = 0;
    let at = this.firstQuote(from);
    for (; at < end; at = this.firstQuote(at + 1)) count++;
    return count;
  }

  private firstQuote(place: number): number {
    const known = this.quoteFrom;
    if (place >= known.place && place <= known.at) return known.at;
    const found = this.held.indexOf(quote, place);
    this.quoteFrom = { place, at: found < 0 ? this.held.length : found };
    return this.quoteFrom.at;
  }

  private async more(): Promise<boolean> {
    if (this.ended) return false;
    const { done, value } = await this.source.next();
    this.ended = done === true;
    if (value !== undefined) this.held = concat(this.held.subarray(this.at), value);
    else this.held = this.held.subarray(this.at);
    this.at = 0;
    this.quoteFrom = { place: Number.MAX_SAFE_INTEGER, at: -1 };
    return !this.ended || this.held.length > 0;
  }
}
