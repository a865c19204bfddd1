import type { ReactElement } from "react";
import { describe, expect, it } from "vitest";
import { Markdown } from "./markdown";

type Element = ReactElement<{ children: Element } & Record<string, unknown>>;

/** The tree React would draw, as text. Both functions are pure, so calling them is rendering them. */
function drawn(markdown: string): string {
  const inner = (Markdown({ children: markdown }) as Element).props.children;
  return JSON.stringify((inner.type as (props: unknown) => unknown)(inner.props));
}

describe("Markdown", () => {
  it("draws headings with ids, lists and tables", () => {
    const tree = drawn("# Scope\n\n- one\n\n| a | b |\n|---|---|\n| 1 | 2 |");
    expect(tree).toContain('"type":"h2"');
    expect(tree).toContain('"id":"scope"');
    expect(tree).toContain('"type":"li"');
    expect(tree).toContain('"type":"td"');
  });

  it.each([
    ["a script", "<script>alert(1)</script>", '"script"'],
    ["raw HTML", '<a onclick="alert(1)">x</a>', '"onClick"'],
    ["a script address", "[x](javascript:alert(1))", "javascript:"],
    ["a data address", "[x](data:text/html,hello)", "data:text"],
    ["a picture from another server", "![x](https://example.org/pixel.png)", "pixel.png"],
    ["a frame", '<iframe src="https://example.org"></iframe>', '"iframe"'],
  ])("never draws %s", (_, markdown, trace) => {
    expect(drawn(`before\n\n${markdown}\n\nafter`)).not.toContain(trace);
    expect(drawn(`before\n\n${markdown}\n\nafter`)).toContain("after");
  });
});
