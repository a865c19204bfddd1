import { describe, expect, it } from "vitest";
import { countWords, listUrl } from "./list-url";

describe("listUrl", () => {
  it("goes back to the first page when a filter changes", () => {
    expect(listUrl("/audit", { cursor: "abc", outcome: "denied" }, { actor: "mara" })).toBe(
      "/audit?actor=mara&outcome=denied",
    );
  });

  it("keeps the cursor it is told to set", () => {
    expect(listUrl("/audit", { q: "a b&c" }, { cursor: "x" })).toBe("/audit?cursor=x&q=a+b%26c");
  });

  it("removes what is undefined or empty", () => {
    expect(listUrl("/audit", { q: "x", sort: "" }, { q: undefined })).toBe("/audit");
  });

  it("has one address for one list, whatever the order of clicks", () => {
    expect(listUrl("/a", { x: "1" }, { b: "2" })).toBe(listUrl("/a", { b: "2" }, { x: "1" }));
  });
});

it("counts in words", () => {
  expect([countWords(0, "event"), countWords(1, "event"), countWords(1204, "entry", "entries")]).toEqual([
    "0 events",
    "1 event",
    "1,204 entries",
  ]);
});
