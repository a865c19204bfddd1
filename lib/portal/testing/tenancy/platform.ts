import { choice, foreign, inDays, nameless, one, type Probes } from "./probes";

/** What every domain stands on: people, keys, mails, roles; the executive page. */
export const platformProbes: Probes = {
  "absence.change": one("absence", { kind: "leave", firstDay: "2027-02-01", lastDay: "2027-02-05" }, "absenceId"),
  "absence.withdraw": one("absence", {}, "absenceId"),
  "absence.list": nameless(),
  "absence.people": nameless(),
  "absence.read": one("absence", {}, "absenceId"),
  "absence.record": choice((their) => ({
    personEmail: their.member.email,
    kind: "leave",
    firstDay: inDays(60),
    lastDay: inDays(64),
  })),
  "person.list": nameless(),
  "api-key.create": nameless(() => ({ name: "Gate", permissions: ["absence:read"], validDays: 30 })),
  "api-key.list": nameless(),
  "api-key.revoke": one("api_key"),
  "role.read": nameless(),
  "mail.claimed": foreign((their) => ({ ids: [their.id("mail_message")] }), {
    expect: "done",
    says: [],
    why: "of a batch it hands out what is there",
  }),
  "mail.deliver": foreign((their) => ({ outcomes: [{ id: their.id("mail_message"), result: { kind: "sent" } }] }), {
    expect: "done",
    says: { recorded: 0 },
    why: "a batch records what is there and may run twice",
  }),
  "mail.keep": nameless(),
  "outbox.list": nameless(),
  "outbox.read": one("mail_message"),
  "outbox.send": foreign((their) => ({ ids: [their.id("mail_message")] })),
  "outbox.reveal": foreign((their) => ({ id: their.id("mail_message") }), {
    expect: "forbidden",
    why: "codes and links are shown on a demo only, whatever is asked for (reveal.db.test.ts)",
  }),
  "job.list": nameless(),
  "job.read": foreign((their) => ({ id: their.jobRun })),
  "job.retry": foreign((their) => ({ id: their.jobRun })),
  "session.end-other": foreign(() => ({ id: crypto.randomUUID() }), {
    own: "not_found",
    why: "sign-ins belong to people and to no organisation (sessions.db.test.ts asks for those of others)",
  }),
  "session.end-others": nameless(),
  "session.end-everywhere": nameless(),
  "session.list": nameless(),
  "dashboard.figure": nameless(() => ({ key: "policies_published" })),
  "dashboard.read": nameless(),
};
