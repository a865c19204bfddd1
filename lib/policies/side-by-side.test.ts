import fc from "fast-check";
import { expect, it } from "vitest";
import { wordDiff } from "./diff";
import { sideBySide } from "./side-by-side";

const text = fc
  .array(fc.constantFrom("word", "other", " ", "\n", "🌱", "م"), { maxLength: 30 })
  .map((parts) => parts.join(""));
const joined = (spans: readonly { text: string }[]) => spans.map((span) => span.text).join("");

it("P6: the left column is the text before, the right one the text after, each whole", () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const rows = sideBySide(wordDiff(before, after));
      const column = (side: "before" | "after") =>
        rows.map((row) => (row.kind === "same" ? row.text : joined(row[side]))).join("");
      expect(column("before")).toBe(before);
      expect(column("after")).toBe(after);
    }),
  );
});
