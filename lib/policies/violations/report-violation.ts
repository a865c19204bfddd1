import "server-only";
import { command } from "../../platform/operation/command";
import { personActing } from "../people";
import { invalidField, memberByEmail } from "./find-violation";
import { newFollowKey } from "./follow-key";
import { openViolation } from "./open-violation";
import { anonymousReportInput, recordInput, reportInput } from "./schema";

const controls = ["CC1.5", "CC5.3", "A.6.8"];

/** In one's own name (P18). An officer sets how severe it is; until then it counts as medium. */
export const reportViolation = command({
  name: "violation.report",
  summary: "Report a violation in one's own name",
  permission: "violation:report",
  type: "compliance_control",
  crud: "create",
  controls,
  input: reportInput,
  async run(context, input) {
    const reporterId = personActing(context.actor);
    const { id, reference, event } = await openViolation(context, {
      ...input,
      severity: "medium",
      detection: "reported",
      reporterId,
    });
    return { output: { violationId: id, reference }, event };
  },
});

/** Without an account and without a trace (P18): only what was typed, its hour, and the hash of a key to follow it with. */
export const reportAnonymously = command({
  name: "violation.report-anonymously",
  summary: "Report a violation anonymously",
  permission: "violation:report:anonymous",
  type: "compliance_control",
  crud: "create",
  controls,
  input: anonymousReportInput,
  async run(context, input) {
    const { key, hash } = newFollowKey();
    const { reference, event } = await openViolation(context, {
      ...input,
      severity: "medium",
      detection: "reported",
      followKeyHash: hash,
    });
    return { output: { reference, key }, event };
  },
});

/** By an officer: from an audit, or from somebody who told it in another way. */
export const recordViolation = command({
  name: "violation.record",
  summary: "Record a violation found in an audit or told in another way",
  permission: "violation:handle",
  type: "compliance_control",
  crud: "create",
  riskLevel: "medium",
  controls,
  input: recordInput,
  async run(context, { subjectEmail, policyId, ...input }) {
    const { tx, actor } = context;
    personActing(actor);
    const subjectId = subjectEmail ? await memberByEmail(tx, actor.organizationId, subjectEmail, "subjectEmail") : null;
    if (policyId && !(await tx.policy.findUnique({ where: { id: policyId }, select: { id: true } })))
      throw invalidField("policyId", "Choose a policy.");
    const { id, reference, event } = await openViolation(context, { ...input, subjectId, policyId });
    return { output: { violationId: id, reference }, event };
  },
});
