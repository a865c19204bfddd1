/** Where a code or link stands in the text of a mail. */
export const place = (name: string) => `{{${name}}}`;

/** The text as everybody may see it: that there was a code or link, and not which. */
export const covered = (body: string, names: readonly string[]): string =>
  filled(
    body,
    names.map((name) => [name, "••••••"]),
  );

/** The text with codes and links in their places. */
export function filled(body: string, values: Iterable<readonly [name: string, value: string]>): string {
  let text = body;
  for (const [name, value] of values) text = text.replaceAll(place(name), () => value);
  return text;
}
