/** Text as PostgreSQL can keep and read it (no NUL, no half characters), cut to a length. */
export function plainText(text: string, longest: number): string {
  return text.replaceAll("\0", "").slice(0, longest).toWellFormed();
}
