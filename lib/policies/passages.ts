/** A passage of a text and where it stands: `text.slice(from, to)`. */
export type Passage = { text: string; from: number; to: number };

/**
 * A Markdown text in the pieces a reviewer comments on: what empty lines part. A block of code stays whole, and what is indented
 * belongs to what it stands under, such as the second paragraph of a list item.
 */
export function passagesOf(text: string): Passage[] {
  const found: Passage[] = [];
  let at = 0;
  let [fence, open]: [string | null, boolean] = [null, false];
  for (const line of text.match(/[^\n]*\n|[^\n]+/g) ?? []) {
    const [from, to] = [at, at + line.trimEnd().length];
    at += line.length;
    const last = found.at(-1);
    const empty = line.trim() === "";
    if (empty && fence === null) open = false;
    else if (last && (open || fence !== null || /^\s/.test(line))) {
      if (!empty) last.to = to;
      open = true;
    } else if (!empty) {
      found.push({ text: "", from, to });
      open = true;
    }
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark && fence === null) fence = mark;
    else if (mark && fence !== null && mark.startsWith(fence) && line.trim() === mark) fence = null;
  }
  return found.map(({ from, to }) => ({ text: text.slice(from, to), from, to }));
}

/**
 * Where remarks about earlier states of a text stand now: the index of the passage that still reads the same, the nearest where there
 * are several; null when it was changed since.
 */
export function placeOf(passages: readonly Passage[], remark: { passage: string; position: number }): number | null {
  const same = passages.flatMap(({ text }, index) => (text === remark.passage ? [index] : []));
  const nearest = same.sort((a, b) => Math.abs(a - remark.position) - Math.abs(b - remark.position));
  return nearest[0] ?? null;
}
