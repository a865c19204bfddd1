/** At most two letters of a name: first and last word; emoji and combined letters stay whole; `?` for an empty name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  const letters = picked.map((word) => firstGrapheme(word ?? "")).join("");
  return letters === "" ? "?" : letters.toLocaleUpperCase("en-GB");
}

function firstGrapheme(text: string): string {
  for (const { segment } of new Intl.Segmenter("en-GB").segment(text)) return segment;
  return "";
}
