/** Control characters other than tab and newline, NUL among them (PostgreSQL refuses it). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** Well-formed Unicode with newlines as LF, trimmed and without control characters. */
export function clean(value: string): string {
  return value.toWellFormed().replaceAll("\r\n", "\n").replace(control, "").trim();
}
