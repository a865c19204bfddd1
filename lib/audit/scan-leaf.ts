import { concat, utf8, utf8Slice } from "@/lib/platform/crypto/bytes";
import { CellRanges } from "./cell-ranges";
import type { SealedAt } from "./leaf";
import { type Member, type Place, rootPlace } from "./leaf-places";

const deepest = 100;
const [quote, backslash, comma, colon, newline] = [0x22, 0x5c, 0x2c, 0x3a, 0x0a];

const ofNumber = Uint8Array.from({ length: 256 }, (_, byte) =>
  "0123456789+-.e".includes(String.fromCharCode(byte)) ? 1 : 0,
);
const startOfC = utf8('{"c":');
const sealedStarts = [startOfC, utf8(',"k":'), utf8(',"n":')];
const words = new Map(["null", "true", "false"].map((word) => [word.charCodeAt(0), utf8(word)]));
const semicolon = utf8(";");

/** What it learns of the shape of leaves serves the next ones. */
const root = rootPlace();

/**
 * Reads leaves from their canonical bytes (RFC 8785) without making the values: what is in them is found in a few percent of the
 * time parsing takes. What it found holds until the next leaf is read.
 */
export class LeafScanner {
  readonly cells = new CellRanges();
  private bytes: Uint8Array = new Uint8Array();
  private at = 0;
  /** Where the protected fields stand, and where the texts c, k and n of each begin and end: as many as `sealed` says are of this leaf. */
  private readonly places: Place[] = [];
  private readonly ranges: number[] = [];
  /** How many protected fields the leaf has. */
  sealed = 0;
  /** The string that was passed last. */
  private begin = 0;
  private close = 0;
  private escaped = false;

  /**
   * Whether the line that begins at a place of the bytes, which must be valid UTF-8, is a leaf in canonical form, and now read. False
   * when it is anything but plainly so: whoever asks then parses it, and judges.
   */
  scan(bytes: Uint8Array, from = 0): boolean {
    this.bytes = bytes;
    this.at = from;
    this.sealed = 0;
    this.cells.clear();
    return this.value(root, 0) && (this.at === bytes.length || bytes[this.at] === newline);
  }

  /** Where the leaf ends that was read. */
  get end(): number {
    return this.at;
  }

  /** The protected fields of the leaf, as of `sealedFields`. */
  get fields(): SealedAt[] {
    return this.places.slice(0, this.sealed).map(({ path }, i) => ({
      path,
      field: { k: this.range(6 * i + 2), n: this.range(6 * i + 4), c: this.range(6 * i) },
    }));
  }

  private range(i: number): string {
    return utf8Slice(this.bytes, this.ranges[i] as number, this.ranges[i + 1] as number);
  }

  private value(place: Place, depth: number): boolean {
    switch (this.bytes[this.at]) {
      case quote:
        if (!this.string()) return false;
        if (place.column >= 0) this.cells.put(place.column, this.bytes, this.begin, this.close);
        return place.column < 0 || !this.escaped;
      case 0x7b:
        return depth <= deepest && (this.begins(startOfC) ? this.sealedOr(place, depth) : this.object(place, depth));
      case 0x5b:
        return depth <= deepest && (place.column < 0 ? this.list(place, depth) : this.texts(place.column));
      default: {
        const word = words.get(this.bytes[this.at] as number);
        return word === undefined ? this.number() : this.passes(word);
      }
    }
  }

  private object(place: Place, depth: number): boolean {
    this.at++;
    if (this.passed(0x7d)) return true;
    for (let previous: Member | null = null; ; ) {
      const member = this.member(place, previous);
      if (member === null || !this.value(member.place, depth + 1)) return false;
      if (this.passed(0x7d)) return true;
      if (!this.passed(comma)) return false;
      previous = member;
    }
  }

  /** The member that begins here, its name and colon passed; null when its name is not greater than the one before. */
  private member(place: Place, previous: Member | null): Member | null {
    const expected = previous === null ? place.first : previous.next;
    if (expected !== null && this.passes(expected.token)) return expected;
    if (!this.plainString() || !this.passed(colon)) return null;
    const name = utf8Slice(this.bytes, this.begin, this.close);
    if (previous !== null && previous.name >= name) return null;
    const member = place.member(name);
    if (previous === null) place.first = member;
    else previous.next = member;
    return member;
  }

  private list(place: Place, depth: number): boolean {
    this.at++;
    if (this.passed(0x5d)) return true;
    for (let i = 0; ; i++) {
      if (!this.value(place.item(i), depth + 1)) return false;
      if (this.passed(0x5d)) return true;
      if (!this.passed(comma)) return false;
    }
  }

  /** The cell of a column that is a list, which is one of texts. */
  private texts(column: number): boolean {
    this.at++;
    if (this.passed(0x5d)) return true;
    const parts: Uint8Array[] = [];
    for (;;) {
      if (!this.plainString()) return false;
      parts.push(this.bytes.subarray(this.begin, this.close));
      if (this.passed(0x5d)) break;
      if (!this.passed(comma)) return false;
      parts.push(semicolon);
    }
    if (parts.length === 1) this.cells.put(column, this.bytes, this.begin, this.close);
    else {
      const all = concat(...parts);
      this.cells.put(column, all, 0, all.length);
    }
    return true;
  }

  /** A protected field: three texts c, k and n, and nothing else; or an object that only begins like one. */
  private sealedOr(place: Place, depth: number): boolean {
    const from = this.at;
    const first = 6 * this.sealed;
    let next = first;
    for (const start of sealedStarts) {
      if (!this.passes(start) || this.bytes[this.at] !== quote) break;
      if (!this.plainString()) return false;
      this.ranges[next++] = this.begin;
      this.ranges[next++] = this.close;
    }
    if (next < first + 6 || !this.passed(0x7d)) {
      this.at = from;
      return this.object(place, depth);
    }
    this.places[this.sealed++] = place;
    if (place.column >= 0) this.cells.hide(place.column);
    return true;
  }

  private plainString(): boolean {
    return this.string() && !this.escaped;
  }

  /** Passes the string that begins here. */
  private string(): boolean {
    const { bytes } = this;
    if (bytes[this.at] !== quote) return false;
    this.escaped = false;
    this.begin = this.at + 1;
    let at = this.begin;
    for (;;) {
      // All but quotes, backslashes and control characters stand for themselves. Comparing takes half the time of a table.
      let byte = bytes[at] as number;
      while (byte >= 0x20 && byte !== quote && byte !== backslash) byte = bytes[++at] as number;
      if (byte === quote) break;
      at = this.afterEscape(at);
      if (at < 0) return false;
      this.escaped = true;
    }
    this.close = at;
    this.at = at + 1;
    return true;
  }

  /** Where the escape at a place ends; -1 when there is none, or not the one that RFC 8785 asks for (section 3.2.2.2). */
  private afterEscape(at: number): number {
    if (this.bytes[at] !== backslash) return -1;
    const text = utf8Slice(this.bytes, at, Math.min(at + 6, this.bytes.length));
    if ('"\\bfnrt'.includes(text[1] ?? " ")) return at + 2;
    return /^\\u00(0[0-7bef]|1[0-9a-f])$/.test(text) ? at + 6 : -1;
  }

  private passed(byte: number): boolean {
    if (this.bytes[this.at] !== byte) return false;
    this.at++;
    return true;
  }

  private begins(token: Uint8Array): boolean {
    for (let i = 0; i < token.length; i++) if (this.bytes[this.at + i] !== token[i]) return false;
    return true;
  }

  private passes(token: Uint8Array): boolean {
    if (!this.begins(token)) return false;
    this.at += token.length;
    return true;
  }

  private number(): boolean {
    const from = this.at;
    while (ofNumber[this.bytes[this.at] as number] === 1) this.at++;
    const written = utf8Slice(this.bytes, from, this.at);
    const number = Number(written);
    return written !== "" && Number.isFinite(number) && `${number}` === written;
  }
}
