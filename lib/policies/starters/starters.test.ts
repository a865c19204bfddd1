import { describe, expect, it } from "vitest";
import { requirementOf } from "../../platform/frameworks";
import { normaliseMarkdown, wordsOf } from "../markdown-text";
import { starters } from "./all";

describe("P10: starter texts", () => {
  it.each(starters.map((starter) => [starter.key, starter] as const))("%s is really usable", (_, starter) => {
    expect(wordsOf(starter.text)).toBeGreaterThan(300);
    expect(normaliseMarkdown(starter.text)).toBe(starter.text);
    // The title stands above the text on every page: the text begins with its first section.
    expect(starter.text.startsWith("## ")).toBe(true);
    expect(starter.text.match(/^## /gm)?.length).toBeGreaterThan(5);
  });

  it("name only requirements that exist", () => {
    const ids = starters.flatMap(({ requirementIds }) => requirementIds);
    expect(ids.filter((id) => !requirementOf(id))).toEqual([]);
    expect(ids.length).toBeGreaterThan(30);
  });

  it("have keys of their own", () => {
    expect(new Set(starters.map(({ key }) => key)).size).toBe(starters.length);
  });
});
