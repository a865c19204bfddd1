import { choice, foreign, nameless, one, type Probes, type Row, type Side, sentence } from "./probes";

const cell = { first_response: 60, next_response: 60, resolution: 600 };
const tiers = Object.fromEntries(["enterprise", "professional", "standard", "community"].map((tier) => [tier, cell]));
const targets = Object.fromEntries(["emergency", "high", "medium", "low"].map((priority) => [priority, tiers]));
const policy = { name: "Swift", position: 7, isDefault: false, active: true, targets };
const open = (row: Row) => !["resolved", "closed"].includes(String(row.status));
const notJudged = { expect: "done", why: "no ticket here is judged by it" } as const;
const byRequester = { as: (side: Side) => side.row("ticket").requester_id };

/** The desk. */
export const supportProbes: Probes = {
  "ticket.read": one("ticket", {}, "ticketId"),
  "support.attainment-by-bucket": nameless(() => ({ edges: [new Date(0), new Date("2030-01-01")] })),
  "ticket.customers": nameless(),
  "support.figures": nameless(() => ({ from: new Date(0), to: new Date("2030-01-01") })),
  "support.figure-rows": nameless(() => ({ key: "tickets_open", from: new Date(0), to: new Date("2030-01-01") })),
  "ticket.my-work": nameless(),
  "ticket.list-own": nameless(),
  "ticket.read-own": foreign((their) => ({ ticketId: their.id("ticket") }), byRequester),
  "ticket.queue": nameless(),
  "ticket.queue-counts": nameless(),
  "sla.settings": nameless(),
  "sla.try": nameless(() => ({
    start: "2026-06-01T10:00:00Z",
    priority: "high",
    tier: "enterprise",
    category: "technical_issue",
  })),
  "sla-policy.older-tickets": foreign((their) => ({ policyId: their.row("sla_policy_version").policy_id, limit: 10 }), {
    ...notJudged,
    says: [],
  }),
  "sla-policy.rejudge": [
    foreign(
      (their, our) => ({
        policyId: their.row("sla_policy_version").policy_id,
        ticketIds: [our.id("ticket")],
      }),
      { ...notJudged, says: { changed: 0 } },
    ),
    foreign((their, our) => ({
      policyId: our.row("sla_policy_version").policy_id,
      ticketIds: [their.id("ticket")],
    })),
  ],
  "sla-calendar.save": choice((their) => ({
    calendarId: their.row("sla_calendar_version").calendar_id,
    name: "Office",
    timeZone: "Europe/Berlin",
    hours: { mon: [["09:00", "17:00"]] },
    holidays: [],
  })),
  "sla-policy.save": [
    foreign((their, our) => {
      const calendarId = our.row("sla_calendar_version").calendar_id;
      return {
        ...policy,
        policyId: their.row("sla_policy_version").policy_id,
        calendarId,
        emergencyCalendarId: calendarId,
      };
    }),
    choice((their, our) => ({
      ...policy,
      calendarId: their.row("sla_calendar_version").calendar_id,
      emergencyCalendarId: our.row("sla_calendar_version").calendar_id,
    })),
    choice((their, our) => ({
      ...policy,
      calendarId: our.row("sla_calendar_version").calendar_id,
      emergencyCalendarId: their.row("sla_calendar_version").calendar_id,
    })),
  ],
  "sla.set-up": nameless(() => ({ holidays: [] }), { expect: "conflict", why: "was set up in the story" }),
  "sla.is-due": nameless(),
  "sla.sweep": nameless(),
  "ticket.note": one("ticket", { body: sentence }, "ticketId"),
  "ticket.assign": [
    one("ticket", { version: 1 }, "ticketId"),
    choice((their, our) => ({
      ticketId: our.id("ticket", open),
      version: our.row("ticket", open).version,
      assigneeId: their.member.id,
    })),
  ],
  "ticket.claim": one("ticket", {}, "ticketId"),
  "ticket.change-priority": one("ticket", { version: 1, priority: "low", reason: sentence }, "ticketId"),
  "ticket.change-tier": one("ticket", { version: 1, tier: "professional", reason: sentence }, "ticketId"),
  "ticket.change-status": one("ticket", { version: 1, status: "in_progress" }, "ticketId"),
  "ticket.open": [
    choice((their) => ({
      title: "The gate is shut",
      description: sentence,
      category: "technical_issue",
      requesterId: their.member.id,
    })),
    foreign(
      (their) => ({
        title: "The gate is shut",
        description: sentence,
        category: "technical_issue",
        followUpOf: their.id("ticket"),
      }),
      byRequester,
    ),
  ],
  "ticket.reply": [
    foreign((their) => ({ ticketId: their.id("ticket"), body: sentence }), byRequester),
    foreign(
      (their, our) => ({ ticketId: our.id("ticket"), body: sentence, seenMessageId: their.id("ticket_message") }),
      { ...byRequester, expect: "conflict", why: "any message but the newest: something was written meanwhile" },
    ),
  ],
};
