import { choice, foreign, inDays, nameless, one, type Probes, sentence, state } from "./probes";

const told = { type: "data_misuse", title: "The gate stood open", description: sentence };
const violation = (more: Record<string, unknown> = {}) => one("policy_violation", more, "violationId");
const unsettled = state("open", "investigating", "confirmed", "remediating");
const judged = { type: "data_misuse", severity: "low" };

/** Violations and the people who report them. */
export const violationProbes: Probes = {
  "violation.add-message": foreign((their) => ({ secretKey: their.reportKey, text: sentence })),
  "violation.answer": violation({ text: sentence, feedback: false }),
  "violation.confirm-receipt": violation(),
  "violation.follow": foreign((their) => ({ secretKey: their.reportKey })),
  "violation.find-overdue": nameless(),
  "violation.find-untrained": nameless(),
  "violation.open-for-emergency": foreign((their) => {
    const version = their.row("policy_version");
    return { policyId: version.policy_id, versionId: version.id, publishedById: their.member.id };
  }),
  "violation.tell": nameless(),
  "violation.decide": violation({ decision: "confirmed", reason: sentence }),
  "violation.investigate": [
    violation(),
    choice((their, our) => ({
      violationId: our.id("policy_violation", state("open", "investigating")),
      investigatorId: their.member.id,
    })),
  ],
  "violation.judge": [
    violation(judged),
    choice((their, our) => ({
      violationId: our.id("policy_violation", unsettled),
      ...judged,
      policyId: their.id("policy"),
    })),
    choice((their, our) => ({
      violationId: our.id("policy_violation", unsettled),
      ...judged,
      subjectEmail: their.member.email,
    })),
  ],
  "violation.link": [
    foreign((their, our) => ({
      violationId: their.id("policy_violation"),
      kind: "ticket",
      objectId: our.id("ticket"),
      label: "Gate",
    })),
    ...(["evidence", "incident", "ticket"] as const).map((kind) =>
      foreign(
        (their, our) => ({
          violationId: our.id("policy_violation"),
          kind,
          objectId: their.id(kind),
          label: "Gate",
        }),
        {
          expect: "done",
          why: "by kind and id: other domains are not asked, and whoever follows the link is let in there or not (I1)",
        },
      ),
    ),
  ],
  "violation.open-for-rule": foreign(
    (their) => ({
      alertId: their.id("alert"),
      rule: "failed-sign-ins",
      level: "warning",
      title: "Gate",
      subjectId: their.member.id,
    }),
    {
      expect: "done",
      why: "opened for a finding of one's own trail, whose alert is another domain's; a stranger is not written down",
    },
  ),
  "violation.choices": nameless(),
  "violation.list": nameless(),
  "violation.my-work": nameless(),
  "violation.read": violation(),
  "violation.add-action": [
    foreign((their, our) => ({
      violationId: their.id("policy_violation"),
      title: "Lock it",
      ownerId: our.member.id,
      dueOn: inDays(30),
    })),
    choice((their, our) => ({
      violationId: our.id("policy_violation", state("confirmed", "remediating")),
      title: "Lock it",
      ownerId: their.member.id,
      dueOn: inDays(30),
    })),
  ],
  "violation.finish-action": foreign((their) => ({ actionId: their.id("policy_violation_action") }), {
    as: (side) => side.row("policy_violation_action").owner_id,
  }),
  "violation.record-cause": violation({ rootCause: sentence }),
  "violation.resolve": violation({ verification: sentence }),
  "violation.record": [
    choice((their) => ({ ...told, severity: "low", policyId: their.id("policy") })),
    choice((their) => ({ ...told, severity: "low", subjectEmail: their.member.email })),
  ],
  "violation.report": nameless(() => told),
  "violation.report-anonymously": nameless(() => told),
};
