import { utf8Text } from "@/lib/platform/crypto/bytes";
import { linesOf } from "./verify/lines";

/**
 * One CSV record (RFC 4180, CRLF). A cell that a spreadsheet would run (= + - @, tab, CR) gets an apostrophe in front;
 * so does one that begins with an apostrophe, which makes the way back unambiguous.
 */
export function csvRecord(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/** The cells of one record as `csvRecord` wrote it, apostrophes removed. */
export function csvCells(record: string): string[] {
  const cells: string[] = [];
  const text = record.replace(/\r?\n$/, "");
  const pattern = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
  for (let match = pattern.exec(text); match !== null; match = match[3] === "," ? pattern.exec(text) : null) {
    const cell = match[1]?.replaceAll('""', '"') ?? match[2] ?? "";
    cells.push(cell.startsWith("'") ? cell.slice(1) : cell);
  }
  return cells;
}

/** The records of a CSV file with their line ends; a newline inside quotes does not end one. */
export async function* csvRecords(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let held = "";
  let open = false;
  for await (const line of linesOf(stream)) {
    const text = `${utf8Text(line)}\n`;
    let quotes = 0;
    for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes++;
    held += text;
    if (quotes % 2 === 1) open = !open;
    if (open) continue;
    yield held;
    held = "";
  }
  if (held !== "") yield held;
}

function csvCell(value: string): string {
  const safe = /^[=+\-@\t\r']/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
