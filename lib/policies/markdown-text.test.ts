import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { normaliseMarkdown, readingMinutes, wordsOf } from "./markdown-text";

describe("P1: the one form of a text", () => {
  it.each([
    ["a\r\nb\rc", "a\nb\nc\n"],
    ["\ufeff\n\n# A  \nb\n\n", "# A  \nb\n"],
    ["  indented\n", "  indented\n"],
    ["x\u0000y\u0007", "xy\n"],
    [" \n\t\n", ""],
    ["👩🏽‍⚕️ مرحبا <b>", "👩🏽‍⚕️ مرحبا <b>\n"],
  ])("%j becomes %j", (text, expected) => expect(normaliseMarkdown(text)).toBe(expected));

  test("opening and saving without a change gives the same bytes", () => {
    const odd = ["\r", "\n", "\r\n", "\ufeff", " ", "\t", "\u0000", "\u2028", "\ud800", "🌱", "م", "é", "# a", "  "];
    const pieces = fc.constantFrom(...odd);
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const text = parts.join("");
        const once = normaliseMarkdown(text);
        expect(normaliseMarkdown(once)).toBe(once);
        // A browser's form sends line feeds as pairs and drops the first empty line.
        expect(normaliseMarkdown(once.replaceAll("\n", "\r\n"))).toBe(once);
      }),
    );
  });
});

it("counts words of every script, and minutes from them", () => {
  expect(wordsOf("It’s a well-known rule. Über 3 قواعد!")).toBe(7);
  expect(readingMinutes("word ".repeat(1100))).toBe(5);
  expect(readingMinutes("")).toBe(1);
});
