import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvCell, csvLine } from "./csv";
import { escapeHtml } from "./index-page";

describe("CSV of a package", () => {
  it.each([
    ["=1+1", "'=1+1"],
    ["+49 30", "'+49 30"],
    ["-2", "'-2"],
    ["@sum", "'@sum"],
    [" =1", "' =1"],
    ["\t=1", "'\t=1"],
    ["a,b", '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ["two\nlines", '"two\nlines"'],
    [-2, "-2"],
    [true, "true"],
    [null, ""],
    [undefined, ""],
    [["a", "b"], '"[""a"",""b""]"'],
    ["شهرزاد 🦊", "شهرزاد 🦊"],
  ])("%j becomes %j", (value, cell) => expect(csvCell(value)).toBe(cell));

  it("never lets a text begin like a formula", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const cell = csvCell(text);
        const shown = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
        expect(shown.trimStart()).not.toMatch(/^[=+\-@]/);
        expect(shown === text || shown === `'${text}`).toBe(true);
      }),
    );
  });

  it("ends lines as RFC 4180 says", () => expect(csvLine(["a", 1, null])).toBe("a,1,\r\n"));
});

it("HTML in a package is text", () => {
  expect(escapeHtml(`<a href="x" onclick='y'>&`)).toBe("&lt;a href=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;");
});
