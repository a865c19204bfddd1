// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/**
 * The one form in which a policy's Markdown is kept, hashed and compared (P1): line feeds only, no byte order mark, no control
 * characters, no empty lines at either end, exactly one line feed at the end; the empty text stays empty. Applying it twice
 * changes nothing, so that opening and saving without a change gives the same bytes.
 */
export function normaliseMarkdown(text: string): string {
  const lines = text
    .toWellFormed()
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll("\ufeff", "")
    .replace(control, "")
    .split("\n");
  const isEmpty = (line: string | undefined) => line !== undefined && line.trim() === "";
  let [from, to] = [0, lines.length];
  while (from < to && isEmpty(lines[from])) from += 1;
  while (from < to && isEmpty(lines[to - 1])) to -= 1;
  return from === to ? "" : `${lines.slice(from, to).join("\n")}\n`;
}

const wordsPerMinute = 220;

/** Whole minutes to read a text, at least one; about 220 words a minute. */
export function readingMinutes(text: string): number {
  return Math.max(1, Math.round(wordsOf(text) / wordsPerMinute));
}

export function wordsOf(text: string): number {
  return text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}
