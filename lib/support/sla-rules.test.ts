import { describe, expect, it } from "vitest";
import * as schema from "./schema";
import { addBusinessTime, type Calendar } from "./sla-clock";
import { ALWAYS_OPEN, calendarFor, DEFAULT_TARGETS, outcomeOf, suggestPriority, warningAt } from "./sla-rules";

const nine: readonly [string, string][] = [["09:00", "17:00"]];
const calendar: Calendar = {
  timeZone: "Europe/Berlin",
  hours: { mon: nine, tue: nine, wed: nine, thu: nine, fri: nine },
  holidays: [],
};

describe("default targets", () => {
  it("are the sixteen published pairs", () => {
    const pairs = schema.TicketPriority.options.map((priority) =>
      schema.SupportTier.options.map((tier) => {
        const { first_response, resolution } = DEFAULT_TARGETS[priority][tier];
        return `${first_response} / ${resolution}`;
      }),
    );
    expect(pairs).toEqual([
      ["15 / 120", "22 / 180", "30 / 240", "45 / 360"],
      ["120 / 480", "180 / 720", "240 / 960", "360 / 1440"],
      ["480 / 1440", "720 / 2160", "960 / 2880", "1440 / 4320"],
      ["1440 / 4320", "2160 / 6480", "2880 / 8640", "4320 / 12960"],
    ]);
  });

  it("take next response from first response, off for community (S14)", () => {
    expect(DEFAULT_TARGETS.high.standard.next_response).toBe(240);
    expect(schema.TicketPriority.options.map((p) => DEFAULT_TARGETS[p].community.next_response)).toEqual(
      Array(4).fill(null),
    );
  });

  it("run around the clock for emergencies only", () => {
    expect(calendarFor("high", calendar)).toBe(calendar);
    expect(addBusinessTime("2026-12-26T03:00:00Z", 900, calendarFor("emergency", calendar))).toBe(
      "2026-12-26T03:15:00.000Z",
    );
  });
});

describe("S17: warning", () => {
  it.each([
    ["15 minutes before, in business time", "2026-01-12T08:05:00Z", 3600, "2026-01-09T15:50:00.000Z"],
    ["a quarter of a short target", "2026-01-12T08:15:00Z", 900, "2026-01-12T08:11:15.000Z"],
    ["exactly an hour still warns 15 minutes before", "2026-01-12T10:00:00Z", 3600, "2026-01-12T09:45:00.000Z"],
    ["never at due itself", "2026-01-12T10:00:00Z", 2, "2026-01-12T09:59:59.000Z"],
  ])("%s", (_, dueAt, targetSeconds, expected) => {
    expect(warningAt({ dueAt, targetSeconds, calendar })).toBe(expected);
  });

  it("keeps clear of pauses, and emergencies warn at night", () => {
    const pauses = [{ from: "2026-01-12T09:50:00Z", to: "2026-01-12T09:58:00Z" }];
    const due = { dueAt: "2026-01-12T10:00:00Z", targetSeconds: 7200 };
    expect(warningAt({ ...due, calendar, pauses })).toBe("2026-01-12T09:37:00.000Z");
    expect(warningAt({ ...due, dueAt: "2026-01-11T00:05:00Z", calendar: ALWAYS_OPEN })).toBe(
      "2026-01-10T23:50:00.000Z",
    );
  });

  it.each([0, -60, 0.5, Number.NaN])("refuses a target of %d seconds", (targetSeconds) => {
    expect(() => warningAt({ dueAt: "2026-01-12T10:00:00Z", targetSeconds, calendar })).toThrow(RangeError);
  });
});

describe("S15: outcome", () => {
  const dueAt = "2026-01-12T10:00:00.000Z";
  it.each([
    ["met at exactly due", dueAt, "2026-01-12T10:00:00Z", "2026-01-13T00:00:00Z", "met"],
    ["met, written with another offset", dueAt, "2026-01-12T11:00:00+01:00", "2026-01-13T00:00:00Z", "met"],
    ["late by a millisecond", dueAt, "2026-01-12T10:00:00.001Z", "2026-01-13T00:00:00Z", "breached"],
    ["not done, at due", dueAt, null, "2026-01-12T10:00:00Z", "running"],
    ["not done, after due", dueAt, null, "2026-01-12T13:00:00Z", "breached"],
    ["waiting for the customer", null, null, "2026-01-12T13:00:00Z", "paused"],
    ["done while waiting", null, "2026-01-12T12:00:00Z", "2026-01-12T13:00:00Z", "met"],
  ])("%s", (_, due, completedAt, now, state) => {
    const outcome = outcomeOf({ dueAt: due, completedAt, now });
    expect(outcome).toEqual({ state, breachedAt: state === "breached" ? dueAt : null });
  });
});

describe("suggested priority", () => {
  const none = { title: "Question", description: "How do I export?" };
  it.each([
    ["security_concern", "community", none, "high"],
    ["compliance_question", "standard", none, "high"],
    ["bug_report", "enterprise", { ...none, title: "URGENT: login" }, "high"],
    ["bug_report", "professional", { ...none, description: "a total outage." }, "medium"],
    ["bug_report", "standard", { ...none, title: "Not urgently needed, noncritical, breaches" }, "low"],
    ["bug_report", "standard", { ...none, title: "überurgent urgenté critical_path" }, "low"],
    ["account_access", "enterprise", none, "high"],
    ["account_access", "professional", none, "low"],
    ["general_inquiry", "enterprise", none, "medium"],
  ] as const)("%s of %s: %o is %s", (category, tier, text, priority) => {
    const suggestion = suggestPriority({ category, tier, ...text });
    expect(suggestion.priority).toBe(priority);
    expect(suggestion.reason.length).toBeGreaterThan(10);
  });

  it("names the word it found", () => {
    const input = { category: "bug_report", tier: "standard", title: "Critical", description: "" } as const;
    expect(suggestPriority(input).reason).toContain("“critical”");
  });
});

it("every enumeration has a label for each member", () => {
  const pairs: [{ options: readonly string[] }, Record<string, string>][] = [
    [schema.TicketPriority, schema.ticketPriorityLabels],
    [schema.TicketStatus, schema.ticketStatusLabels],
    [schema.TicketCategory, schema.ticketCategoryLabels],
    [schema.SupportTier, schema.supportTierLabels],
    [schema.EscalationReason, schema.escalationReasonLabels],
    [schema.TicketChannel, schema.ticketChannelLabels],
    [schema.SlaMetric, schema.slaMetricLabels],
  ];
  for (const [members, labels] of pairs) expect(Object.keys(labels)).toEqual(members.options);
});
