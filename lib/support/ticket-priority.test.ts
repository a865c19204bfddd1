import { describe, expect, test } from "vitest";
import { priorityOf } from "./ticket-priority";

const facts = { title: "Hello", description: "Nothing special", category: "bug_report", tier: "standard" } as const;

describe("the priority of a new ticket", () => {
  test("chosen is taken, suggested says why", () => {
    expect(priorityOf({ ...facts, priority: "medium", chosenBy: "customer" })).toEqual({
      priority: "medium",
      reason: null,
      emergencyRequested: false,
    });
    expect(priorityOf({ ...facts, chosenBy: "customer" })).toMatchObject({
      priority: "low",
      reason: expect.stringContaining("standard"),
    });
  });

  test("an emergency of a customer is asked for, of the desk it is one", () => {
    expect(priorityOf({ ...facts, priority: "emergency", chosenBy: "customer" })).toMatchObject({
      priority: "high",
      emergencyRequested: true,
    });
    expect(priorityOf({ ...facts, priority: "emergency", chosenBy: "desk" })).toMatchObject({
      priority: "emergency",
      emergencyRequested: false,
    });
  });
});
