/** The places, as names joined by full stops, where two JSON values differ; a member that only one of them has is one. */
export function differences(a: unknown, b: unknown, place = ""): string[] {
  if (!isObject(a) || !isObject(b)) return Object.is(a, b) ? [] : [place];
  if (Array.isArray(a) !== Array.isArray(b)) return [place];
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].flatMap((name) => {
    const at = place ? `${place}.${name}` : name;
    return Object.hasOwn(a, name) && Object.hasOwn(b, name) ? differences(a[name], b[name], at) : [at];
  });
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/**
 * Whether a text says each of its members once: of two with one name a program sees the last, and a reader perhaps the first. Spaces
 * between the tokens and how a character is escaped do not matter.
 */
export function saysEachOnce(text: string): boolean {
  const tokens = text.replace(/"(?:[^"\\]|\\.)*"|\s+/g, (token) =>
    token.startsWith('"') ? JSON.stringify(JSON.parse(token)) : "",
  );
  return tokens === JSON.stringify(JSON.parse(text));
}
