import { describe, expect, it } from "vitest";
import { noKeys, pressKey } from "./key-sequences";
import { currentHref } from "./navigation";

describe("currentHref", () => {
  const groups = [
    {
      items: ["/", "/policies", "/policies/reviews", "/pol"].map((href) => ({
        label: href,
        href,
        icon: "book" as const,
      })),
    },
  ];

  it.each([
    ["/", "/"],
    ["/policies", "/policies"],
    ["/policies/42", "/policies"],
    ["/policies/reviews/7", "/policies/reviews"],
    ["/policiesx", undefined],
    ["/support", undefined],
  ])("at %s marks %s", (path, href) => {
    expect(currentHref(path, groups)).toBe(href);
  });

  it("marks a place at the further addresses that belong to it, even below another place", () => {
    const audit = { label: "Audit trail", href: "/audit", icon: "scroll" as const };
    const evidence = { label: "Evidence", href: "/audit/evidence", also: ["/audit/holds"], icon: "archive" as const };
    const vault = [{ items: [audit, evidence] }];
    expect(currentHref("/audit/holds/7", vault)).toBe("/audit/evidence");
    expect(currentHref("/audit/alerts", vault)).toBe("/audit");
  });
});

describe("pressKey", () => {
  const shortcuts = ["?", "g p", "g d"];
  const type = (keys: [string, number][]) => {
    let state = noKeys;
    const hits: string[] = [];
    for (const [key, at] of keys) {
      const result = pressKey(state, key, at, shortcuts);
      state = result.state;
      if (result.hit) hits.push(result.hit);
    }
    return hits;
  };

  it("knows single keys and sequences", () => {
    expect(
      type([
        ["?", 0],
        ["g", 10],
        ["d", 20],
        ["g", 30],
        ["p", 40],
      ]),
    ).toEqual(["?", "g d", "g p"]);
  });

  it("forgets the first key after a second, and after a wrong one", () => {
    expect(
      type([
        ["g", 0],
        ["p", 1500],
      ]),
    ).toEqual([]);
    expect(
      type([
        ["g", 0],
        ["x", 100],
        ["p", 200],
      ]),
    ).toEqual([]);
    expect(
      type([
        ["g", 0],
        ["g", 100],
        ["p", 200],
      ]),
    ).toEqual(["g p"]);
  });
});
