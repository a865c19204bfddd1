import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { normaliseMarkdown } from "../markdown-text";
import { starters } from "../starters/all";
import { canonicalMarkdown, markdownOf, parseMarkdown } from "./markdown-tree";
import { documentOf, richForm, settledMarkdown, treeOf } from "./rich-document";

describe("P1: opening in the rich editor and saving without a change gives the same bytes", () => {
  it.each([
    "## Heading\n\nWords [in brackets], snake_case, 2 * 3, R&D, a ~ b.\n",
    "- tight\n- list\n  - inside\n    1. deep\n",
    "- loose\n\n- list\n\n  second paragraph\n",
    "- one\n- list\n\n* and another\n",
    "3. begins at three\n4. four\n",
    "| Left | Middle |\n| --- | :---: |\n| a \\| b | `c` |\n| | **d** |\n",
    "***both*** **bold *and italic* inside** ~~gone~~ `code`\n",
    '[link](https://example.org/a_b "title") https://example.org/bare <notatag\n',
    '![A plan](/api/v1/policies/files/0190aaaa-0000-7000-8000-000000000000 "Plan") in a line\n',
    "> quoted\n>\n> - list\n\n---\n\n```js\nconst a = `b`;\n```\n",
    "a line\\\nbroken, and a soft\nbreak\n",
    "\\# no heading\n\n1\\. no list\n\n\\- neither\n",
    "👩🏽‍⚕️ مرحبا ünïcödé\n",
  ])("%j", (text) => {
    expect(normaliseMarkdown(text)).toBe(text);
    expect(richForm(text).exact).toBe(true);
    expect(settledMarkdown(text)).toBe(text);
  });

  it.each(starters.map(({ key, text }) => [key, text]))("the starter text %s", (_, text) => {
    expect(richForm(text).exact).toBe(true);
  });

  it.each([
    ["a footnote[^1]\n\n[^1]: here\n"],
    ["- [ ] a task\n"],
    ["<b>raw</b> HTML\n"],
    ["[reference]\n\n[reference]: https://example.org\n"],
  ])("%j is offered as text only, and settling leaves it alone", (text) => {
    expect(richForm(text)).toEqual({ document: null, exact: false });
    expect(settledMarkdown(text)).toBe(text);
  });

  it.each([
    ["* star\n* list\n", "- star\n- list\n"],
    ["Setext\n======\n", "# Setext\n"],
    ["|a|b|\n|-|-|\n|1|2|\n", "| a | b |\n| --- | --- |\n| 1 | 2 |\n"],
    ["__bold__ _it_\n", "**bold** *it*\n"],
    ["a  \nb\n", "a\\\nb\n"],
  ])("%j would be rewritten, and says so; settled it is %j", (text, settled) => {
    expect(richForm(text)).toMatchObject({ exact: false, document: { type: "doc" } });
    expect(settledMarkdown(text)).toBe(settled);
    expect(richForm(settled).exact).toBe(true);
  });
});

const pieces = fc.constantFrom(
  ..."# |## |- |* |1. |> |\n|\n\n|word|[o]|**|*|_|~~|`|```\n|[a](b)|![p](/q)|\\|& | | a |\n|---|\n|<b>|&amp;|    |---\n|é|🌱|: |(|!".split(
    "|",
  ),
  "|",
);

test("whatever is written, settling it once is enough and loses no meaning", () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 24 }), (parts) => {
      const text = canonicalMarkdown(parts.join(""));
      expect(canonicalMarkdown(text)).toBe(text);
      const settled = settledMarkdown(text);
      expect(settledMarkdown(settled)).toBe(settled);
      const form = richForm(settled);
      if (form.document) expect(form.exact).toBe(true);
    }),
    { numRuns: 250 },
  );
});

it("drops what means nothing: spaces at a line's ends and inside marks, empty paragraphs", () => {
  const bold = { type: "text", text: " bold ", marks: [{ type: "bold" }] };
  const paragraph = { type: "paragraph", content: [{ type: "text", text: "a" }, bold, { type: "text", text: "b " }] };
  expect(markdownOf(treeOf({ type: "doc", content: [{ type: "paragraph" }, paragraph] }))).toBe("a **bold** b\n");
});

it("keeps a table cell on one line", () => {
  const table = documentOf(parseMarkdown("| a |\n| --- |\n| b |\n"));
  const cell = table.content?.[0]?.content?.[1]?.content?.[0];
  cell?.content?.push({ type: "paragraph", content: [{ type: "text", text: "c" }] });
  expect(markdownOf(treeOf(table))).toBe("| a |\n| --- |\n| b c |\n");
});
