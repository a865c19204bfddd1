import { describe, expect, test } from "vitest";
import * as prisma from "../platform/db/generated/enums";
import {
  allowedNext,
  isLowering,
  isOver,
  moreUrgent,
  REOPEN_DAYS,
  reopenableUntil,
  whyNotSolved,
  whyNotWaiting,
} from "./rules";
import * as schema from "./schema";

test("the enums of the database are those of the schema", () => {
  const pairs = [
    "TicketPriority",
    "TicketStatus",
    "TicketCategory",
    "SupportTier",
    "EscalationReason",
    "TicketChannel",
    "SlaMetric",
    "MessageKind",
    "MessageSide",
    "TicketOutcome",
    "PauseKind",
    "SlaLevel",
  ] as const;
  const database: Record<string, Record<string, string>> = { ...prisma };
  const domain = { ...schema };
  for (const name of pairs) expect(Object.values(database[name] ?? {}), name).toEqual(domain[name].options);
});

describe("transitions (S19)", () => {
  test.each([
    ["open", "assigned in_progress waiting_customer escalated resolved"],
    ["assigned", "open in_progress waiting_customer escalated resolved"],
    ["in_progress", "assigned waiting_customer escalated resolved"],
    ["waiting_customer", "in_progress escalated resolved"],
    ["escalated", "assigned in_progress waiting_customer resolved"],
    ["resolved", "in_progress closed"],
    ["closed", "in_progress"],
  ] as const)("%s may become %s and nothing else", (from, next) => {
    expect(allowedNext(from)).toEqual(next.split(" "));
  });

  test("nothing becomes itself, and only resolved becomes closed", () => {
    for (const from of schema.TicketStatus.options) {
      expect(allowedNext(from)).not.toContain(from);
      expect(allowedNext(from).includes("closed")).toBe(from === "resolved");
    }
    expect(schema.TicketStatus.options.filter(isOver)).toEqual(["resolved", "closed"]);
  });
});

describe("reopening (S19)", () => {
  test.each([
    ["an ordinary fortnight", "2026-06-08T09:00:00Z", "2026-06-22T21:59:59.999Z"],
    ["over the change to winter time", "2026-10-20T09:00:00Z", "2026-11-03T22:59:59.999Z"],
    ["just before midnight in Berlin", "2026-06-08T21:59:59Z", "2026-06-22T21:59:59.999Z"],
    ["just after midnight in Berlin", "2026-06-08T22:00:00Z", "2026-06-23T21:59:59.999Z"],
  ])("%s lasts until the end of the 14th local day", (_, closed, until) => {
    expect(REOPEN_DAYS).toBe(14);
    expect(reopenableUntil(closed, "Europe/Berlin")).toBe(until);
  });
});

describe("waiting and resolving (S13, S14)", () => {
  test.each([
    ["desk", true],
    ["customer", false],
    ["machine", false],
    [null, false],
  ] as const)("the last public message by %s: may wait = %s", (lastPublic, may) => {
    expect(whyNotWaiting({ lastPublic, answered: true, unanswered: false }) === null).toBe(may);
  });

  test.each([
    [true, false, true],
    [false, true, false],
    [true, true, false],
    [false, false, false],
  ])("answered %s, unanswered message %s: may be solved = %s", (answered, unanswered, may) => {
    expect(whyNotSolved({ lastPublic: "desk", answered, unanswered }) === null).toBe(may);
  });
});

test("urgency orders the priorities; lowering is strict (S9)", () => {
  const order = schema.TicketPriority.options;
  order.forEach((from, i) => {
    order.forEach((to, j) => {
      expect(isLowering(from, to)).toBe(j > i);
      expect(moreUrgent(from, to)).toBe(order[Math.min(i, j)]);
    });
  });
});
