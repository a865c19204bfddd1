import { choice, foreign, inDays, nameless, one, type Probes, received, type Side, sentence } from "./probes";

const exemption = { reason: sentence, compensatingMeasure: sentence, expiresOn: inDays(60) };
const pending = (side: Side) =>
  side.row("policy_assignment", (row) => row.status === "pending" && row.current === true);
const meeting = (side: Side) => ({ versionId: pending(side).version_id, heldOn: inDays(-1) });
const asked = (side: Side) => side.emailOf(pending(side).person_id);
const group = (more: Record<string, unknown> = {}) => one("policy_group", more, "groupId");

/** Policies and people: groups, exemptions, meetings, and what officers see. */
export const policyPeopleProbes: Probes = {
  "policy.decide-exemption": one("policy_exemption", { decision: "approved", comment: sentence }, "exemptionId"),
  "policy.end-exemption": one("policy_exemption", {}, "exemptionId"),
  "policy.expire-exemptions": nameless(),
  "policy.exemption-choices": nameless(),
  "policy.exemptions": nameless(),
  "policy.request-exemption": [
    one("policy", { kind: "exception", scope: "Gate", ...exemption }, "policyId"),
    choice((their, our) => ({
      policyId: our.id("policy"),
      kind: "exemption",
      personEmail: their.member.email,
      ...exemption,
    })),
  ],
  "policy.add-to-group": [
    foreign((their, our) => ({ groupId: their.id("policy_group"), emails: our.member.email })),
    choice((their, our) => ({ groupId: our.id("policy_group"), emails: their.member.email })),
  ],
  "policy.archive-group": group(),
  "policy.remove-from-group": foreign((their) => {
    const { group_id, person_id } = their.row("policy_group_member");
    return { groupId: group_id, personId: person_id };
  }),
  "policy.save-group": group({ name: "Gatekeepers", description: sentence }),
  "policy.group": group(),
  "policy.groups": nameless(),
  "policy.locate-meeting-list": one("policy_attendance", {}, "attendanceId"),
  "policy.record-damaged-list": one("policy_attendance", { state: "missing" }, "attendanceId"),
  "policy.meeting-list": one("policy_attendance", {}, "attendanceId"),
  "policy.store-meeting-list": nameless(() => ({ ...received(), mediaType: "application/pdf" })),
  "policy.open-link": foreign((their) => ({ token: their.mailLinkToken }), {
    as: (side) => side.row("policy_mail_link").person_id,
  }),
  "policy.record-meeting": [
    foreign((their, our) => ({ ...meeting(their), emails: asked(our) })),
    choice((their, our) => ({ ...meeting(our), emails: their.member.email }), {
      own: "invalid",
      why: "nobody who was asked has this address, here or there",
    }),
    foreign(
      (their, our) => ({
        ...meeting(our),
        emails: asked(our),
        objectId: their.id("stored_object", (row) => row.purpose === "meeting" && row.expires_at !== null),
      }),
      { expect: "conflict", why: "a file that was used, waited too long or never was: one answer" },
    ),
  ],
  "policy.campaigns": nameless(),
  "policy.coverage": nameless(() => ({ framework: "iso27001", show: "all" })),
  "policy.matrix-export": nameless(),
  "policy.matrix": nameless(),
  "policy.review-calendar": nameless(),
};
