import { describe, expect, it } from "vitest";
import { headingId, headingsOf } from "./heading-id";
import { rehypeHeadings } from "./rehype-headings";

describe("headingId", () => {
  it.each([
    ["Access & passwords", "access-passwords"],
    ["  4.2 Retention  ", "4-2-retention"],
    ["Löschung der Daten", "löschung-der-daten"],
    ["حذف البيانات", "حذف-البيانات"],
    ["???", "section"],
  ])("makes %s into %s", (text, id) => {
    expect(headingId(text)).toBe(id);
  });
});

describe("headingsOf", () => {
  it("finds headings, not the lines of a code block, and counts repeated names", () => {
    expect(
      headingsOf("# Scope\n\n```\n# not one\n```\n\n## Scope\n\n### With **bold** [link](x)\n#### too deep"),
    ).toEqual([
      { id: "scope", text: "Scope", level: 2 },
      { id: "scope-2", text: "Scope", level: 2 },
      { id: "with-bold-link", text: "With bold link", level: 3 },
    ]);
  });

  it("gives the ids the text carries", () => {
    const element = (tagName: string, text: string) => ({
      type: "element",
      tagName,
      properties: {},
      children: [{ type: "text", value: text }],
    });
    const tree = { type: "root", children: [element("h1", "Scope"), element("h2", "Scope"), element("p", "Text")] };
    rehypeHeadings()(tree);
    expect(tree.children.map((node) => [node.tagName, node.properties])).toEqual([
      ["h2", { id: "scope" }],
      ["h2", { id: "scope-2" }],
      ["p", {}],
    ]);
  });
});
