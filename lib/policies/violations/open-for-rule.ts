import "server-only";
import { z } from "zod";
import { defineEvent } from "../../platform/define-event";
import { command } from "../../platform/operation/command";
import type { ViolationSeverity, ViolationType } from "../schema";
import { openViolation } from "./open-violation";

/** What the audit domain sends when a rule on its trail found something that shall open a violation. */
export const ruleBroken = defineEvent(
  "audit/rule.broken",
  z.object({
    organizationId: z.uuid(),
    alertId: z.uuid(),
    rule: z.string(),
    level: z.enum(["info", "warning", "critical", "emergency"]),
    title: z.string(),
    subjectId: z.uuid().nullable(),
  }),
);

type Broken = z.output<typeof ruleBroken.data>;

/** Kinds of the rules that are known here; of any other an officer says what it is. */
const types: Record<string, ViolationType> = {
  "failed-sign-ins": "access_violation",
  "sign-in-after-failures": "security_breach",
  "privileged-grant-off-hours": "access_violation",
  "mass-export": "data_misuse",
  "foreign-access": "access_violation",
  "integrity-failure": "security_breach",
};
const severities: Record<Broken["level"], ViolationSeverity> = {
  info: "low",
  warning: "medium",
  critical: "high",
  emergency: "critical",
};

/** One violation per finding of a rule on the audit trail (P18); asked for twice, the first stands. */
export const openForBrokenRule = command({
  name: "violation.open-for-rule",
  summary: "Open a violation for what a rule on the audit trail found",
  permission: "violation:detect",
  type: "compliance_control",
  crud: "create",
  riskLevel: "medium",
  controls: ["CC5.3", "CC7.2"],
  input: ruleBroken.data.omit({ organizationId: true }),
  async run(context, { alertId, rule: name, level, title, subjectId }) {
    const { tx, actor } = context;
    const rule = { name: `audit:${name}`, object: alertId };
    const where = { organizationId: actor.organizationId, rule: rule.name, ruleObject: rule.object };
    const known = await tx.policyViolation.findFirst({ where, select: { id: true, reference: true } });
    if (known) {
      const resource = { type: "policy_violation", id: known.id, label: known.reference };
      return { output: { violationId: known.id, opened: false }, event: { resource, after: { skipped: true } } };
    }
    // Whoever it was found about may belong to another organisation, or to none any more.
    const member = subjectId && (await tx.membership.count({ where: { personId: subjectId } })) > 0;
    const { id, event } = await openViolation(context, {
      type: types[name] ?? "procedural_violation",
      severity: severities[level],
      detection: "automated",
      title: title.slice(0, 160),
      description: `A rule on the audit trail found this. What happened, event by event, stands with its alert: /audit/alerts/${alertId}`,
      subjectId: member ? subjectId : null,
      rule,
    });
    return { output: { violationId: id, opened: true }, event };
  },
});
