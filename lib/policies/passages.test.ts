import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normaliseMarkdown } from "./markdown-text";
import { passagesOf, placeOf } from "./passages";

const texts = (text: string) => passagesOf(text).map((passage) => passage.text);

describe("the passages of a text (P2)", () => {
  test.each([
    ["", []],
    ["One\n", ["One"]],
    ["# Rules\n\nBe kind.\nAlways.\n\n\nAsk.\n", ["# Rules", "Be kind.\nAlways.", "Ask."]],
    ["- a\n\n  more of a\n\n- b\n", ["- a\n\n  more of a", "- b"]],
    ["```\none\n\ntwo\n```\n\nAfter\n", ["```\none\n\ntwo\n```", "After"]],
    ["```\nnever closed\n\nstill code\n", ["```\nnever closed\n\nstill code"]],
    ["| a | b |\n| - | - |\n| 1 | 2 |\n\nمرحبا 🌱\n", ["| a | b |\n| - | - |\n| 1 | 2 |", "مرحبا 🌱"]],
  ])("of %j", (text, expected) => {
    expect(texts(text)).toEqual(expected);
  });

  test("stand in the text where they say, in order, and nothing but space lies between them", () => {
    const line = fc.constantFrom("a", "b 🌱", "", " ", "- x", "  y", "```", "~~~~", "# h", "| t |");
    fc.assert(
      fc.property(fc.array(line, { maxLength: 25 }), (lines) => {
        const text = normaliseMarkdown(lines.join("\n"));
        let at = 0;
        for (const { text: own, from, to } of passagesOf(text)) {
          expect(text.slice(at, from).trim()).toBe("");
          expect(own).toBe(text.slice(from, to));
          expect(own.trim()).not.toBe("");
          at = to;
        }
        expect(text.slice(at).trim()).toBe("");
      }),
    );
  });

  test("a remark stays with its passage, wherever that went; one about a passage that was changed has no place", () => {
    const passages = passagesOf("New first.\n\nSame.\n\nBetween.\n\nSame.\n");
    expect(placeOf(passages, { passage: "Same.", position: 0 })).toBe(1);
    expect(placeOf(passages, { passage: "Same.", position: 3 })).toBe(3);
    expect(placeOf(passages, { passage: "Old first.", position: 0 })).toBeNull();
  });
});
