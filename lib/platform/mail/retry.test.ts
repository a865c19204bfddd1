import { describe, expect, it } from "vitest";
import { givesUpAfter, nextAttempt, pauseAfter } from "./retry";
import type { MailTrouble } from "./schema";

const minute = 60_000;
const queuedAt = new Date("2026-03-01T08:00:00Z");

describe("the pauses between two tries", () => {
  it.each([
    ...([1, 2, 3, 4, 5, 6, 7, 8].map((n) => ["busy", n, 2 ** (n - 1)]) as [MailTrouble, number, number][]),
    ["busy", 9, 240],
    ["busy", 40, 240],
    ["busy", 0, 1],
    ["connection", 4, 8],
    ["connection", 5, 15],
    ["setup", 1, 1],
    ["setup", 2000, 15],
  ] as ["busy" | "connection" | "setup", number, number][])("%s, after try %i: %i min", (trouble, tries, minutes) => {
    expect(pauseAfter(tries as number, trouble as "busy") / minute).toBe(minutes);
  });

  it.each(["address", "refused"] as const)("%s is never tried again", (trouble) => {
    expect(nextAttempt({ attempts: 1, queuedAt, at: queuedAt, trouble })).toBeNull();
  });

  it.each(["busy", "connection", "setup"] as const)(
    "%s ends after two days, the last try at their very end",
    (trouble) => {
      let at = queuedAt;
      let attempts = 0;
      for (let next: Date | null = at; next; attempts += 1) {
        expect(next.getTime()).toBeGreaterThanOrEqual(at.getTime());
        at = next;
        next = nextAttempt({ attempts: attempts + 1, queuedAt, at, trouble });
      }
      expect(at.getTime() - queuedAt.getTime()).toBe(givesUpAfter);
      expect(attempts).toBeLessThan(210);
    },
  );

  it("gives one that waited for longer than two days a first try and no second", () => {
    const at = new Date(queuedAt.getTime() + givesUpAfter + 1);
    expect(nextAttempt({ attempts: 1, queuedAt, at, trouble: "busy" })).toBeNull();
  });
});
