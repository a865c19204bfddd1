import { getSchema } from "@tiptap/core";
import { Node } from "@tiptap/pm/model";
import { describe, expect, it } from "vitest";
import { starters } from "@/lib/policies/starters/all";
import { markdownOf } from "@/lib/policies/writing/markdown-tree";
import { richForm, treeOf } from "@/lib/policies/writing/rich-document";
import { policyExtensions } from "./extensions";

const schema = getSchema(policyExtensions);

/** What the editor itself makes of a text, checked against its own rules. */
function through(text: string): string {
  const { document } = richForm(text);
  const node = Node.fromJSON(schema, document);
  node.check();
  return markdownOf(treeOf(node.toJSON()));
}

describe("P1: the editor's own document gives the same bytes", () => {
  it.each([
    "# One\n\n## Two\n\n###### Six\n",
    "- tight\n- list\n\n3. begins at three\n\n   apart\n\n4. four\n",
    "- loose\n\n- list\n\n  second paragraph\n\n  - and deeper\n",
    "| Left | Middle |\n| --- | :---: |\n| a \\| b | **`bold code`** |\n| | **d** |\n",
    '[link](https://example.org/a_b "title") ***both*** ~~gone~~\n',
    '![A plan](/api/v1/policies/files/0190aaaa-0000-7000-8000-000000000000 "Plan") in a line\n',
    "> quoted\n>\n> 1. list\n\n---\n\n```js\nconst a = `b`;\n```\n",
    "a line\\\nbroken, and a soft\nbreak\n",
  ])("%j", (text) => expect(through(text)).toBe(text));

  it.each(starters.map(({ key, text }) => [key, text]))("the starter text %s", (_, text) =>
    expect(through(text)).toBe(text),
  );
});
