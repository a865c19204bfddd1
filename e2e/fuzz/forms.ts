export type Form = { page: string; fields: [string, string][]; known: string[] };

const marks: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'" };
const plain = (text: string) => text.replaceAll(/&(amp|lt|gt|quot|#x27);/g, (mark) => marks[mark] ?? mark);
const attribute = (tag: string, name: string) => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : plain(found);
};

/** The forms a page sends to itself as server actions, as a browser without a script sees them. */
export function formsIn(page: string, html: string): Form[] {
  return [...html.matchAll(/<form\b[^>]*>(.*?)<\/form>/gs)].flatMap(([, inner = ""]) => {
    const controls = [...inner.matchAll(/<(?:input|textarea|select|button)\b[^>]*>/g)].map(([tag]) => tag);
    const fields = controls.flatMap((tag): [string, string][] => {
      const name = attribute(tag, "name");
      return name ? [[name, attribute(tag, "value") ?? ""]] : [];
    });
    if (!fields.some(([name]) => name.startsWith("$ACTION_"))) return [];
    return [{ page, fields, known: fields.map(([name]) => name).filter((name) => !name.startsWith("$ACTION_")) }];
  });
}

/** Where a page leads within the portal. */
export const linksIn = (html: string): string[] =>
  [...html.matchAll(/<a\b[^>]*\shref="(\/[^"#?]*)/g)].map(([, href]) => plain(href ?? ""));
