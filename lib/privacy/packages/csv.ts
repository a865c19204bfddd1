import type { Field } from "../../platform/contribution";

/** RFC 4180 with CRLF; a cell a spreadsheet would run as a formula is made text by an apostrophe (OWASP, CSV injection). */
export function csvCell(value: Field | undefined): string {
  if (value === null || value === undefined) return "";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  const safe = typeof value === "string" && /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvLine(cells: readonly (Field | undefined)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}
