import { starters } from "../starters/all";

/** As long as a text may be, of what people write: the starters one after the other. */
export function longestGoodText(): string {
  const all = starters.map(({ text }) => text.trim());
  const parts: string[] = [];
  for (let length = 0, i = 0; ; i += 1) {
    const part = all[i % all.length] as string;
    length += part.length + 2;
    if (length > 199_000) return `${parts.join("\n\n")}\n`;
    parts.push(part);
  }
}
