import type { Field } from "../../platform/contribution";
import type { Article15 } from "./article15";

export type PageCollection = {
  source: string;
  sourceTitle: string;
  name: string;
  columns: readonly string[];
  rows: number;
  read(): AsyncIterable<{ [column: string]: Field }>;
};

const shown = 100;

const style = `body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.25rem;margin-top:2.5rem}h3{font-size:1rem;margin-top:1.5rem}
.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.875rem}th,td{border:1px solid #999;padding:.25rem .5rem;text-align:left;vertical-align:top;white-space:pre-wrap;overflow-wrap:anywhere;min-width:6rem}th{background:#eee}dt{font-weight:600}dd{margin:0 0 .5rem}`;

export function escapeHtml(text: string): string {
  const names: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replaceAll(/[&<>"']/g, (char) => names[char] ?? char);
}

const cell = (value: Field | undefined) =>
  value === null || value === undefined
    ? ""
    : escapeHtml(typeof value === "object" ? JSON.stringify(value) : String(value));
const list = (items: readonly string[]) => `<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join("")}</ul>`;

/** The package for reading: opens in any browser without a network, and shows the first rows of each collection. */
export async function* indexPage(answer: Article15, collections: readonly PageCollection[]): AsyncGenerator<string> {
  yield `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(`${answer.reference}: your data`)}</title><style>${style}</style></head><body>
<h1>Your data at ${escapeHtml(answer.controller.name)}</h1>
<p>Answer to your request ${escapeHtml(answer.reference)} under Article 15, as of ${escapeHtml(answer.asOf)}. ${escapeHtml(answer.confirmation)}
Questions: ${escapeHtml(answer.controller.contact)}</p><h2>What we do with it</h2>`;
  for (const each of answer.processing) {
    yield `<h3>${escapeHtml(each.title)}</h3><dl>
<dt>Purposes</dt><dd>${list(each.a_purposes)}</dd><dt>Lawful basis</dt><dd>${escapeHtml(each.lawful_basis)}</dd>
<dt>Categories</dt><dd>${escapeHtml(each.b_categories.join(", "))}</dd><dt>Who receives it</dt><dd>${list(each.c_recipients)}</dd>
<dt>How long we keep it</dt><dd>${escapeHtml(each.d_storage_period)}</dd><dt>Where it comes from</dt><dd>${escapeHtml(each.g_origin)}</dd>
<dt>Transfers outside</dt><dd>${each.transfers_outside.length > 0 ? list(each.transfers_outside) : "None recorded"}</dd></dl>`;
  }
  yield `<h2>Your rights</h2>${list(answer.e_rights)}<p>${escapeHtml(answer.f_complaint)}</p><p>${escapeHtml(answer.h_automated_decisions)}</p><h2>The data</h2>`;
  for (const collection of collections) yield* table(collection);
  yield `<h2>Where we looked</h2><div class="wide"><table><thead><tr><th>Place</th><th>Rows</th></tr></thead><tbody>`;
  for (const each of answer.searched) yield `<tr><td>${escapeHtml(each.title)}</td><td>${each.rows}</td></tr>`;
  yield "</tbody></table></div></body></html>\n";
}

async function* table({ source, sourceTitle, name, columns, rows, read }: PageCollection): AsyncGenerator<string> {
  const path = `data/${source}/${name}`;
  yield `<h3>${escapeHtml(`${sourceTitle}: ${name}`)}</h3><p>${rows} ${rows === 1 ? "row" : "rows"}${rows > shown ? `, the first ${shown} of them here` : ""}.
All of it: <a href="${path}.json">JSON</a>, <a href="${path}.csv">CSV</a>.</p><div class="wide"><table><thead><tr>`;
  yield `${columns.map((column) => `<th>${escapeHtml(column)}</th>`).join("")}</tr></thead><tbody>`;
  let count = 0;
  for await (const row of read()) {
    yield `<tr>${columns.map((column) => `<td>${cell(row[column])}</td>`).join("")}</tr>`;
    count += 1;
    if (count >= shown) break;
  }
  yield "</tbody></table></div>";
}
