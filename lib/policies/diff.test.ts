import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { changeCounts, type DiffBlock, wordDiff } from "./diff";

const text = (blocks: readonly DiffBlock[], without: "added" | "removed") =>
  blocks
    .flatMap(({ spans }) => spans)
    .filter(({ kind }) => kind !== without)
    .map((span) => span.text)
    .join("");

describe("P6: word diff", () => {
  it("shows the words that changed, and only those", () => {
    const blocks = wordDiff(
      "# Rules\n\nLock your screen.\nBe kind.\n",
      "# Rules\n\nLock your screen always.\nBe kind.\n",
    );
    expect(blocks).toEqual([
      { kind: "same", spans: [{ kind: "same", text: "# Rules\n\n" }] },
      {
        kind: "changed",
        spans: [
          { kind: "same", text: "Lock your screen" },
          { kind: "added", text: " always" },
          { kind: "same", text: ".\n" },
        ],
      },
      { kind: "same", spans: [{ kind: "same", text: "Be kind.\n" }] },
    ]);
    expect(changeCounts(blocks)).toEqual({ added: 1, removed: 0 });
  });

  it("a rewritten passage reads as one that went and one that came", () => {
    const [block] = wordDiff("Every account that can be reached.\n", "Every account is an app.\n");
    expect(block?.spans).toEqual([
      { kind: "same", text: "Every account " },
      { kind: "removed", text: "that can be reached" },
      { kind: "added", text: "is an app" },
      { kind: "same", text: ".\n" },
    ]);
  });

  it.each([
    ["", "New.\n", { added: 1, removed: 0 }],
    ["Gone.\n", "", { added: 0, removed: 1 }],
    ["", "", { added: 0, removed: 0 }],
    ["a 🌱 b\n", "a 🌲 b\n", { added: 0, removed: 0 }],
    ["قاعدة واحدة\n", "قاعدة جديدة\n", { added: 1, removed: 1 }],
  ])("%j → %j", (before, after, counts) => {
    const blocks = wordDiff(before, after);
    expect(changeCounts(blocks)).toEqual(counts);
    expect([text(blocks, "added"), text(blocks, "removed")]).toEqual([before, after]);
  });

  test("both texts can be read back from it, and equal texts show no change", () => {
    const words = fc.array(fc.constantFrom("one", "two", "three", " ", "\n", "\n\n", ".", "🌱", "é"), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(words, words, (first, second) => {
        const [before, after] = [first.join(""), second.join("")];
        const blocks = wordDiff(before, after);
        expect(text(blocks, "added")).toBe(before);
        expect(text(blocks, "removed")).toBe(after);
        expect(blocks.some(({ kind }) => kind === "changed")).toBe(before !== after);
      }),
    );
  });

  test("a text rewritten from end to end is compared in well under a second", () => {
    const long = (word: string) => Array.from({ length: 8000 }, (_, index) => `${word}${index}`).join("\n");
    const started = performance.now();
    expect(changeCounts(wordDiff(long("old"), long("new")))).toEqual({ added: 8000, removed: 8000 });
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
