import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deadlineWords } from "./deadline-words";

const zone = "Europe/Berlin";
const now = "2026-11-23T11:00:00Z";

describe("deadlineWords", () => {
  it.each([
    ["2026-12-04", "neutral", "in 11 days", "Fri 4 Dec"],
    ["2026-12-03", "info", "in 10 days", "Thu 3 Dec"],
    ["2026-11-28", "info", "in 5 days", "Sat 28 Nov"],
    ["2026-11-27", "warning", "in 4 days", "Fri 27 Nov"],
    ["2026-11-26", "warning", "in 3 days", "Thu 26 Nov"],
    ["2026-11-24", "warning", "tomorrow", "Tue 24 Nov"],
    ["2026-11-23", "warning", "today", "Mon 23 Nov"],
    ["2026-11-22", "danger", "1 day late", "Sun 22 Nov"],
    ["2026-11-21", "danger", "2 days late", "Sat 21 Nov"],
    ["2027-01-04", "neutral", "in 42 days", "Mon 4 Jan 2027"],
    ["2026-11-23T15:00:00Z", "warning", "today 16:00", "Mon 23 Nov"],
    ["2026-11-23T10:59:00Z", "danger", "late since 11:59", "Mon 23 Nov"],
  ] as const)("says %s as %s, %s · %s", (due, tone, words, date) => {
    expect(deadlineWords(due, now, zone)).toEqual({ tone, words, date });
  });

  it("counts the days of the organisation's zone, not of UTC", () => {
    const lateEvening = "2026-11-25T23:30:00Z";
    expect(deadlineWords(lateEvening, "2026-11-25T08:00:00Z", "UTC").words).toBe("today 23:30");
    expect(deadlineWords(lateEvening, "2026-11-25T08:00:00Z", zone).words).toBe("tomorrow");
  });

  it("counts whole days across the end of summer time", () => {
    expect(deadlineWords("2026-10-26", "2026-10-24T22:30:00Z", zone).words).toBe("tomorrow");
  });

  it("is exactly on time at the due second and late one second after", () => {
    expect(deadlineWords(now, now, zone).tone).toBe("warning");
    expect(deadlineWords(now, "2026-11-23T11:00:01Z", zone).tone).toBe("danger");
  });

  it("never grows quieter as time passes", () => {
    const loudness = ["neutral", "info", "success", "warning", "danger"];
    const hour = fc.integer({ min: 0, max: 24 * 60 });
    fc.assert(
      fc.property(hour, hour, (a, b) => {
        const at = (hours: number) => new Date(Date.parse("2026-10-01T00:00:00Z") + hours * 3_600_000);
        const tone = (hours: number) => loudness.indexOf(deadlineWords("2026-11-10T12:00:00Z", at(hours), zone).tone);
        expect(tone(Math.min(a, b))).toBeLessThanOrEqual(tone(Math.max(a, b)));
      }),
    );
  });
});
