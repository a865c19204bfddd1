import { choice, foreign, inDays, nameless, one, type Probes, type Row, received, sentence } from "./probes";

const open = (row: Row) => row.status !== "closed";
const elsewhere = {
  expect: "done",
  why: "by kind and id: other domains are not asked, and whoever follows the link is let in there or not (I1)",
} as const;
const facts = { affectedSystems: ["Gate"], controlIds: ["CC7.3"] };

/** Security incidents. */
export const incidentProbes: Probes = {
  "incident.answer-personal-data": one("incident", { answer: "no" }),
  "incident.change-clocks": nameless(() => ({ critical: 15, high: 60, medium: 240, low: 1440 })),
  "incident.clocks": nameless(),
  "incident.close": one("incident", { cause: sentence, lessons: sentence }),
  "incident.document": one("incident", () => ({ file: received() })),
  "incident.to-document": one("incident"),
  "incident.link": [
    foreign((their, our) => ({ id: their.id("incident"), kind: "alert", objectId: our.id("alert") })),
    ...(["event", "alert", "ticket", "violation"] as const).map((kind) =>
      foreign(
        (their, our) => ({
          id: our.id("incident", open),
          kind,
          objectId: their.id(
            { event: "audit_event", violation: "policy_violation", alert: "alert", ticket: "ticket" }[kind],
          ),
        }),
        kind === "event" || kind === "alert" ? {} : elsewhere,
      ),
    ),
  ],
  "incident.note": one("incident", { text: sentence }),
  "incident.add-action": [
    foreign((their, our) => ({
      id: their.id("incident"),
      title: "Lock it",
      ownerId: our.member.id,
      dueOn: inDays(30),
    })),
    choice((their, our) => ({
      id: our.id("incident", open),
      title: "Lock it",
      ownerId: their.member.id,
      dueOn: inDays(30),
    })),
  ],
  "incident.finish-action": one("incident_action", {}, "actionId"),
  "incident.acknowledge": one("incident"),
  "incident.move": one("incident", { to: "contained", note: sentence }),
  "incident.open": foreign((their) => ({
    title: "The gate stood open",
    summary: sentence,
    severity: "low",
    category: "malware",
    ...facts,
    alertId: their.id("alert"),
  })),
  "incident.list": nameless(),
  "incident.people": nameless(),
  "incident.view": one("incident"),
  "incident.revise": [
    one("incident", { severity: "high", ...facts }),
    choice((their, our) => ({ id: our.id("incident", open), severity: "high", ...facts, ownerId: their.member.id })),
  ],
  "incident.is-due": nameless(),
  "incident.sweep": nameless(),
};
