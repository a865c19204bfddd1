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

/** The records of a CSV file from its lines, with their line ends; a newline inside quotes does not end one. */
export async function* csvRecordsOf(batches: AsyncIterable<readonly string[]>): AsyncGenerator<string[]> {
  let held = "";
  let open = false;
  for await (const lines of batches) {
    const records: string[] = [];
    for (const line of lines) {
      let quotes = 0;
      for (let at = line.indexOf('"'); at >= 0; at = line.indexOf('"', at + 1)) quotes++;
      if (quotes % 2 === 1) open = !open;
      held = held === "" ? `${line}\n` : `${held}${line}\n`;
      if (open) continue;
      records.push(held);
      held = "";
    }
    yield records;
  }
  if (held !== "") yield [held];
}

const special = /^[=+\-@\t\r']|[",\r\n]/;
const runs = /^[=+\-@\t\r']/;
const quoted = /[",\r\n]/;

function csvCell(value: string): string {
  if (!special.test(value)) return value;
  const safe = runs.test(value) ? `'${value}` : value;
  return quoted.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
