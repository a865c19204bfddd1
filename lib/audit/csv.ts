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

const special = /^[=+\-@\t\r']|[",\r\n]/;
const runs = /^[=+\-@\t\r']/;
const quoted = /[",\r\n]/;

function csvCell(value: string): string {
  if (!special.test(value)) return value;
  const safe = runs.test(value) ? `'${value}` : value;
  return quoted.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
