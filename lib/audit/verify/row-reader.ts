import { concat } from "@/lib/platform/crypto/bytes";

/** Whole rows one behind the other, with their line ends. */
export interface Rows {
  bytes: Uint8Array;
  count: number;
}

const newline = 10;
const quote = 34;

/** Says whether a row is wanted, from its first `looksAhead` bytes at `at`; fewer when it is shorter. */
type Wanted = (held: Uint8Array, at: number) => boolean;
const looksAhead = 64;

/**
 * Takes whole lines from a stream by the batch, as bytes: what is in them is looked at elsewhere. With `quoted` a newline
 * between quotes ends no row, as in CSV. What follows the last newline counts as a row if not empty.
 */
export class RowReader {
  private held: Uint8Array = new Uint8Array();
  private at = 0;
  /** The first quote from a place on: most rows have none, and looking far ahead for each would take long. */
  private quoteAt = -1;
  /** Between quotes, at the place that was looked at last. */
  private open = false;
  private ended = false;

  constructor(
    private readonly source: AsyncGenerator<Uint8Array>,
    private readonly quoted = false,
  ) {}

  /** The next `most` rows, fewer at the end; with `wanted` only those until it says no to one. */
  async take(most: number, wanted?: Wanted): Promise<Rows> {
    const parts: Uint8Array[] = [];
    let count = 0;
    let from = this.at;
    /** A row has begun in a part before, and ends in one to come. */
    let within = false;
    while (count < most) {
      if (wanted !== undefined && !within) {
        while (this.held.length - this.at < looksAhead && !this.ended) {
          if (this.at > from) parts.push(this.held.subarray(from, this.at));
          await this.more(this.held.subarray(this.at));
          from = 0;
        }
        if (this.at < this.held.length && !wanted(this.held, this.at)) break;
      }
      const end = this.endOfRow();
      if (end >= 0) {
        this.at = end;
        count++;
        within = false;
        continue;
      }
      if (this.held.length > from) parts.push(this.held.subarray(from));
      within ||= this.held.length > this.at;
      await this.more();
      from = 0;
      if (this.ended) {
        if (within) count++;
        break;
      }
    }
    if (this.at > from) parts.push(this.held.subarray(from, this.at));
    return { bytes: concat(...parts), count };
  }

  /** Where the row ends that goes on at `at`; -1 when not in what is held. */
  private endOfRow(): number {
    for (let from = this.at; ; ) {
      const end = this.held.indexOf(newline, from);
      if (this.quoted) this.passQuotes(from, end < 0 ? this.held.length : end);
      if (end < 0 || !this.open) return end < 0 ? -1 : end + 1;
      from = end + 1;
    }
  }

  private passQuotes(from: number, end: number): void {
    if (this.quoteAt < from) this.quoteAt = this.quoteFrom(from);
    for (; this.quoteAt < end; this.quoteAt = this.quoteFrom(this.quoteAt + 1)) this.open = !this.open;
  }

  private quoteFrom(place: number): number {
    const found = this.held.indexOf(quote, place);
    return found < 0 ? this.held.length : found;
  }

  /** Holds the next part of the stream, behind what is to be kept of this one. */
  private async more(kept?: Uint8Array): Promise<void> {
    const { done, value } = await this.source.next();
    this.ended = done === true;
    const next = value ?? new Uint8Array();
    this.held = kept === undefined || kept.length === 0 ? next : concat(kept, next);
    this.at = 0;
    this.quoteAt = -1;
  }
}
