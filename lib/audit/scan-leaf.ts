import { eventColumns, notDisclosed, placeOf, pointerTo, type SealedAt } from "./leaf";

/** What is looked for in a leaf: its protected fields and the cell of each column. */
export interface ScannedLeaf {
  fields: SealedAt[];
  /** As of `cellsOf` with nothing revealed. */
  cells: (string | typeof notDisclosed)[];
}

/** Which column stands at a place of the leaf, or further inside. */
interface Place {
  column?: number;
  inner: Map<string, Place>;
}

const root: Place = { inner: new Map() };
for (const [column, name] of eventColumns.entries()) {
  let place = root;
  for (const step of placeOf[name]) {
    const inner: Place = place.inner.get(step) ?? { inner: new Map() };
    place.inner.set(step, inner);
    place = inner;
  }
  place.column = column;
}

const deepest = 100;
/** A backslash or a control character: escapes are rare, and what must be escaped but is not makes no JSON: both are for the parser. */
const unusual = /[^ -[\]-\uffff]/;

class Unusual extends Error {}

/**
 * Reads a leaf from the text of its canonical bytes (RFC 8785) without making the value, in a third of the time. Undefined when
 * the text is anything but plainly canonical: whoever asks then parses it, and judges. Pure.
 */
export function scanLeaf(text: string): ScannedLeaf | undefined {
  if (unusual.test(text)) return undefined;
  const leaf: ScannedLeaf = { fields: [], cells: emptyCells.slice() };
  try {
    return new Scanner(text, leaf).whole() ? leaf : undefined;
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
}

const emptyCells: (string | typeof notDisclosed)[] = eventColumns.map(() => "");

class Scanner {
  private at = 0;
  private readonly names: string[] = [];

  constructor(
    private readonly text: string,
    private readonly leaf: ScannedLeaf,
  ) {}

  whole(): boolean {
    this.value(root);
    return this.at === this.text.length;
  }

  private value(place: Place | undefined): void {
    switch (this.text.charCodeAt(this.at)) {
      case 0x22: {
        const text = this.string();
        if (place?.column !== undefined) this.leaf.cells[place.column] = text;
        return;
      }
      case 0x7b:
        if (this.names.length > deepest) throw new Unusual();
        if (!this.sealed(place)) this.object(place);
        return;
      case 0x5b:
        if (this.names.length > deepest) throw new Unusual();
        if (place?.column === undefined) this.array();
        else this.leaf.cells[place.column] = this.texts();
        return;
      case 0x6e:
        this.word("null");
        return;
      case 0x74:
        this.word("true");
        return;
      case 0x66:
        this.word("false");
        return;
      default:
        this.number();
    }
  }

  private object(place: Place | undefined): void {
    this.at++;
    if (this.passed(0x7d)) return;
    for (let previous: string | null = null; ; ) {
      if (this.text.charCodeAt(this.at) !== 0x22) throw new Unusual();
      const name = this.string();
      if (previous !== null && previous >= name) throw new Unusual();
      previous = name;
      if (!this.passed(0x3a)) throw new Unusual();
      this.names.push(name);
      this.value(place?.inner.get(name));
      this.names.pop();
      if (this.passed(0x7d)) return;
      if (!this.passed(0x2c)) throw new Unusual();
    }
  }

  private array(): void {
    this.at++;
    if (this.passed(0x5d)) return;
    for (let i = 0; ; i++) {
      this.names.push(`${i}`);
      this.value(undefined);
      this.names.pop();
      if (this.passed(0x5d)) return;
      if (!this.passed(0x2c)) throw new Unusual();
    }
  }

  /** The cell of a column that is a list, which is one of texts. */
  private texts(): string {
    this.at++;
    if (this.passed(0x5d)) return "";
    for (let all: string | null = null; ; ) {
      if (this.text.charCodeAt(this.at) !== 0x22) throw new Unusual();
      all = all === null ? this.string() : `${all};${this.string()}`;
      if (this.passed(0x5d)) return all;
      if (!this.passed(0x2c)) throw new Unusual();
    }
  }

  /** A protected field: three texts c, k and n, and nothing else. */
  private sealed(place: Place | undefined): boolean {
    const begin = this.at;
    const c = this.member('{"c":"');
    const k = c === null ? null : this.member(',"k":"');
    const n = k === null ? null : this.member(',"n":"');
    if (c === null || k === null || n === null || !this.passed(0x7d)) {
      this.at = begin;
      return false;
    }
    this.leaf.fields.push({ path: pointerTo(this.names), field: { k, n, c } });
    if (place?.column !== undefined) this.leaf.cells[place.column] = notDisclosed;
    return true;
  }

  private member(start: string): string | null {
    if (!this.text.startsWith(start, this.at)) return null;
    this.at += start.length - 1;
    return this.string();
  }

  /** The string that begins here; passes it. */
  private string(): string {
    const from = this.at + 1;
    const end = this.text.indexOf('"', from);
    if (end < 0) throw new Unusual();
    this.at = end + 1;
    return this.text.slice(from, end);
  }

  private passed(char: number): boolean {
    if (this.text.charCodeAt(this.at) !== char) return false;
    this.at++;
    return true;
  }

  private word(word: string): void {
    if (!this.text.startsWith(word, this.at)) throw new Unusual();
    this.at += word.length;
  }

  private number(): void {
    const from = this.at;
    for (let char = this.text.charCodeAt(from); isOfNumber(char); char = this.text.charCodeAt(++this.at));
    const written = this.text.slice(from, this.at);
    const number = Number(written);
    if (written === "" || !Number.isFinite(number) || `${number}` !== written) throw new Unusual();
  }
}

/** A digit, or one of + - . e. */
const isOfNumber = (char: number) =>
  (char >= 0x30 && char <= 0x39) || char === 0x2b || char === 0x2d || char === 0x2e || char === 0x65;
