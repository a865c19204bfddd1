/** The address of a heading: lower case, words joined by hyphens, letters of every script kept; `section` if none is left. */
export function headingId(text: string): string {
  const slug = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return slug === "" ? "section" : slug;
}

export type Heading = { id: string; text: string; level: 2 | 3 };

/** Contents list of a Markdown text: its second and third level headings with the ids `Markdown` gives them. */
export function headingsOf(markdown: string): Heading[] {
  const used = new Map<string, number>();
  const found: Heading[] = [];
  let fenced = false;
  for (const line of markdown.split("\n")) {
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    const marks = fenced ? undefined : /^(#{1,4})\s/.exec(line)?.[1];
    const words = marks ? withoutClosing(line.slice(marks.length)) : "";
    if (!marks || words === "") continue;
    const text = plainText(words);
    const id = uniqueId(headingId(text), used);
    const level = marks.length <= 2 ? 2 : 3;
    if (marks.length < 4) found.push({ id, text, level });
  }
  return found;
}

/** The same id twice becomes `id`, `id-2`, `id-3`. `used` carries what was given out. */
export function uniqueId(id: string, used: Map<string, number>): string {
  const count = (used.get(id) ?? 0) + 1;
  used.set(id, count);
  return count === 1 ? id : `${id}-${count}`;
}

/** A heading's words without the `##` that may close it: step by step from the end, because an expression would begin at each space. */
function withoutClosing(rest: string): string {
  let end = rest.trimEnd().length;
  while (rest[end - 1] === "#") end -= 1;
  return rest.slice(0, end).trim();
}

/** Longer names and addresses of links stay as they are written: no expression reads to the end of the text from each bracket. */
function plainText(markdown: string): string {
  return markdown
    .replace(/!?\[([^[\]]{0,500})\]\([^)]{0,2000}\)/g, "$1")
    .replace(/[*_`~]/g, "")
    .trim();
}
