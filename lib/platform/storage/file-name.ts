/**
 * A file's name as it may be stored and offered: the last part of a path, without control characters, direction
 * overrides and the characters that file systems refuse (E7). Pure.
 */
export function cleanFileName(name: string): string {
  const last = name.toWellFormed().normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const cleaned = last
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
    .replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"|?*]/g, "")
    .replace(/^\.+/, "")
    .trim();
  const dot = cleaned.lastIndexOf(".");
  const extension = dot > 0 ? cleaned.slice(dot).slice(0, 16) : "";
  const stem = (dot > 0 ? cleaned.slice(0, dot) : cleaned).slice(0, 150 - extension.length);
  return stem + extension || "file";
}

/** `Content-Disposition: attachment` with the name in both forms of RFC 6266; never inline (E7). */
export function attachment(name: string): string {
  const cleaned = cleanFileName(name);
  const ascii = cleaned.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const encoded = encodeURIComponent(cleaned).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
