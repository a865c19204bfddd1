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

/** The records of a CSV text, with their line ends; a newline inside quotes does not end one. */
export function csvRecordsIn(text: string): string[] {
  const records: string[] = [];
  let begin = 0;
  let open = false;
  let quote = text.indexOf('"');
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) {
    for (; quote >= 0 && quote < end; quote = text.indexOf('"', quote + 1)) open = !open;
    if (open) continue;
    records.push(text.slice(begin, end + 1));
    begin = end + 1;
  }
  if (begin < text.length) records.push(text.slice(begin));
  return records;
}

const special = /^[=+\-@\t\r']|[",\r\n]/;
const runs = /^[=+\-@\t\r']/;
const quoted = /[",\r\n]/;

function csvCell(value: string): string {
  if (!special.test(value)) return value;
  const safe = runs.test(value) ? `'${value}` : value;
  return quoted.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
