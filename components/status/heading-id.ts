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
    const match = fenced ? null : /^(#{1,4})\s+(.+?)\s*#*$/.exec(line);
    if (!match?.[1] || !match[2]) continue;
    const text = plainText(match[2]);
    const id = uniqueId(headingId(text), used);
    const level = match[1].length <= 2 ? 2 : 3;
    if (match[1].length < 4) found.push({ id, text, level });
  }
  return found;
}

/** The same id twice becomes `id`, `id-2`, `id-3`. `used` carries what was given out. */
export function uniqueId(id: string, used: Map<string, number>): string {
  const count = (used.get(id) ?? 0) + 1;
  used.set(id, count);
  return count === 1 ? id : `${id}-${count}`;
}

function plainText(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[*_`~]/g, "")
    .trim();
}
