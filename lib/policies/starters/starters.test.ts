import { describe, expect, it } from "vitest";
import { requirementOf, requirements } from "../../platform/frameworks";
import { normaliseMarkdown, wordsOf } from "../markdown-text";
import { PolicyType } from "../schema";
import { starters } from "./all";

describe("P10: starter texts", () => {
  it.each(starters.map((starter) => [starter.key, starter] as const))("%s is really usable", (_, starter) => {
    expect(wordsOf(starter.text)).toBeGreaterThanOrEqual(400);
    expect(wordsOf(starter.text)).toBeLessThanOrEqual(900);
    expect(normaliseMarkdown(starter.text)).toBe(starter.text);
    // The title stands above the text on every page: the text begins with its first section.
    expect(starter.text.startsWith("## ")).toBe(true);
    expect(starter.text.match(/^## /gm)?.length).toBeGreaterThan(5);
    // What every organisation must fill in stands in square brackets.
    expect(starter.text).toMatch(/\[[a-z][^\]]+\]/);
    expect(starter.description.length).toBeGreaterThan(40);
  });

  it("there is one for each type", () => {
    expect(starters.map(({ type }) => type).sort()).toEqual([...PolicyType.options].sort());
    expect(new Set(starters.map(({ key }) => key)).size).toBe(starters.length);
    expect(new Set(starters.map(({ title }) => title)).size).toBe(starters.length);
  });

  it("name only requirements that exist, each once", () => {
    for (const { key, requirementIds } of starters) {
      expect(
        requirementIds.filter((id) => !requirementOf(id)),
        key,
      ).toEqual([]);
      expect(new Set(requirementIds).size, key).toBe(requirementIds.length);
      expect(requirementIds.length, key).toBeGreaterThan(7);
    }
  });

  it("touch all six frameworks, and each at least three times", () => {
    const wanted = new Set(starters.flatMap(({ requirementIds }) => requirementIds));
    const touched = Map.groupBy(
      requirements.filter(({ key }) => wanted.has(key)),
      ({ framework }) => framework,
    );
    expect([...touched.keys()].sort()).toEqual(["ccpa", "gdpr", "hipaa", "iso27001", "pci", "soc2"]);
    for (const [framework, rows] of touched) expect(rows.length, framework).toBeGreaterThanOrEqual(3);
  });
});
