import { expect, test } from "vitest";
import { attachment, cleanFileName } from "./file-name";

test.each([
  ["../../etc/passwd", "passwd"],
  ["C:\\temp\\report.pdf", "report.pdf"],
  ["invoice\u202Efdp.exe", "invoicefdp.exe"],
  ["nul\u0000l.txt", "null.txt"],
  ["..", "file"],
  ["", "file"],
  [".htaccess", "htaccess"],
  ["Übersicht 📎.csv", "Übersicht 📎.csv"],
  ["سجل.pdf", "سجل.pdf"],
  [`${"a".repeat(300)}.pdf`, `${"a".repeat(146)}.pdf`],
])("%j is kept as %j (E7)", (given, kept) => {
  expect(cleanFileName(given)).toBe(kept);
});

test("the header offers an ASCII name and the real one, and cannot be broken out of", () => {
  expect(attachment('a"b\r\nX: y ü.txt')).toBe(
    "attachment; filename=\"abX y _.txt\"; filename*=UTF-8''abX%20y%20%C3%BC.txt",
  );
});
