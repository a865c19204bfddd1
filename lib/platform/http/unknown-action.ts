import "server-only";
import { readFileSync } from "node:fs";
import path from "node:path";
import { env } from "../env";
import { formInput, typedValues } from "./form-input";

/** The ids of the actions a form without a script names: alone, or in the description of bound ones. */
function namedActions(form: FormData): string[] {
  return [...form].flatMap(([name, value]) => {
    const alone = /^\$ACTION_ID_(.+)$/.exec(name)?.[1];
    if (alone) return [alone];
    return /^\$ACTION_\d+:0$/.test(name) ? [idIn(String(value))] : [];
  });
}

function idIn(description: string): string {
  try {
    return String((JSON.parse(description) as { id?: unknown } | null)?.id);
  } catch {
    return "";
  }
}

let known: Set<string> | null | undefined;

/** Every action of this build; null where there is no build (development). */
function knownActions(): Set<string> | null {
  if (known !== undefined) return known;
  const file = path.join(process.cwd(), env.PORTAL_BUILD_FOLDER, "server/server-reference-manifest.json");
  try {
    const manifest = JSON.parse(readFileSync(/* turbopackIgnore: true */ file, "utf8")) as Record<string, object>;
    known = new Set(Object.keys({ ...manifest.node, ...manifest.edge }));
  } catch {
    known = null;
  }
  return known;
}

/** Was the form made by a build that this one is not? */
export function isUnknownAction(form: FormData, actions = knownActions()): boolean {
  return actions !== null && namedActions(form).some((id) => !actions.has(id));
}

const words = "The portal was updated";

/** What such a form gets, where Next would answer with three words: what happened, and what was typed, to take along. */
export function portalUpdatedPage(nonce: string, form: FormData, back: string): Response {
  const texts = Object.values(typedValues(formInput(form))).filter((value) => /\s/.test(value.trim()));
  const page = `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${words} · Plinto</title>
<style nonce="${nonce}">
body { font: 1rem/1.5 system-ui, sans-serif; margin: 4rem auto; max-width: 36rem; padding: 0 1rem; }
pre { border: 1px solid; font: inherit; overflow-wrap: anywhere; padding: 0.5rem; white-space: pre-wrap; }
</style>
</head>
<body>
<main>
<h1>${words}</h1>
<p>The form you sent is older than the update, so nothing was done. ${
    texts.length > 0
      ? "What you typed is below: copy it, open the page again and send it there."
      : "Open the page again and send it there."
  }</p>
${texts.map((text) => `<pre dir="auto">${escaped(text)}</pre>`).join("\n")}
<p><a href="${escaped(back)}">Open the page again</a></p>
</main>
</body>
</html>
`;
  return new Response(page, {
    status: 409,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": `default-src 'none'; style-src 'nonce-${nonce}'; frame-ancestors 'none'`,
    },
  });
}

const marks: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string) => text.replace(/[&<>"]/g, (mark) => marks[mark] ?? mark);
