import { describe, expect, it } from "vitest";
import { formatExact } from "./calendar";
import { relativeWords } from "./relative-words";

const now = "2026-11-23T11:00:00Z";

describe("relativeWords", () => {
  it.each([
    ["2026-11-23T11:00:00Z", "just now"],
    ["2026-11-23T10:59:20Z", "just now"],
    ["2026-11-23T11:00:30Z", "in a moment"],
    ["2026-11-23T10:59:00Z", "1 minute ago"],
    ["2026-11-23T10:48:00Z", "12 minutes ago"],
    ["2026-11-23T11:59:59Z", "in 59 minutes"],
    ["2026-11-23T08:00:00Z", "3 hours ago"],
    ["2026-11-23T13:00:00Z", "in 2 hours"],
    ["2026-11-22T13:02:00Z", "yesterday 14:02"],
    ["2026-11-24T08:00:00Z", "tomorrow 09:00"],
    ["2026-11-18T08:00:00Z", "5 days ago"],
    ["2026-11-29T08:00:00Z", "in 6 days"],
    ["2026-11-16T08:00:00Z", "16 Nov"],
    ["2025-11-16T08:00:00Z", "16 Nov 2025"],
  ])("says %s as %s", (value, words) => {
    expect(relativeWords(value, now, "Europe/Berlin")).toBe(words);
  });
});

describe("formatExact", () => {
  it("names the zone that held at that time", () => {
    expect(formatExact("2026-11-26T13:02:00Z", "Europe/Berlin")).toBe("Thu 26 Nov 2026, 14:02 CET");
    expect(formatExact("2026-07-26T13:02:00Z", "Europe/Berlin")).toBe("Sun 26 Jul 2026, 15:02 CEST");
  });

  it("takes a plain date as that day in every zone", () => {
    expect(formatExact("2026-11-26", "America/Los_Angeles")).toBe("Thu 26 Nov 2026");
    expect(formatExact("2026-11-26", "Pacific/Auckland")).toBe("Thu 26 Nov 2026");
  });
});
