import "server-only";
import { nextReference } from "../../platform/db/reference";
import { newId } from "../../platform/ids";
import type { CommandContext } from "../../platform/operation/context";
import type { EventSubject } from "../../platform/operation/event-draft";
import { dateColumn, localDateOf } from "../local-day";
import type { ViolationDetection, ViolationSeverity, ViolationType } from "../schema";
import { reportClocks, tellingOf } from "./rules";
import { tellOfficers } from "./tell-officers";

type NewViolation = {
  type: ViolationType;
  severity: ViolationSeverity;
  detection: ViolationDetection;
  title: string;
  description: string;
  subjectId?: string | null;
  policyId?: string | null;
  reporterId?: string | null;
  /** Of an anonymous report: the hash of its key. */
  followKeyHash?: string;
  rule?: { name: string; object: string };
};

/**
 * Makes the row in the caller's transaction; critical ones are told at once. The event names what kind it is, never what was written:
 * a report may accuse somebody nobody has named yet, whose key could not be destroyed.
 */
export async function openViolation(
  { tx, actor, now }: Pick<CommandContext, "tx" | "actor" | "now">,
  made: NewViolation,
): Promise<{ id: string; reference: string; event: EventSubject }> {
  const { rule, followKeyHash, reporterId = null, subjectId = null, policyId = null, ...what } = made;
  const id = newId(now.getTime());
  const reference = await nextReference(tx, actor.organizationId, "VIO", now);
  const reportedOn = await localDateOf(tx, actor.organizationId, now);
  const anonymous = followKeyHash !== undefined;
  const clocks = anonymous || reporterId ? reportClocks({ reportedOn }) : null;
  const violation = await tx.policyViolation.create({
    data: {
      ...what,
      id,
      organizationId: actor.organizationId,
      reference,
      subjectId,
      policyId,
      reporterId,
      anonymous,
      followKeyHash: followKeyHash ?? null,
      rule: rule?.name ?? null,
      ruleObject: rule?.object ?? null,
      reportedAt: now,
      reportedOn: dateColumn(reportedOn),
      receiptDueOn: clocks && dateColumn(clocks.receiptDueOn),
      feedbackDueOn: clocks && dateColumn(clocks.feedbackDueOn),
      updatedAt: now,
    },
  });
  if (tellingOf({ severity: made.severity, reported: clocks !== null }) === "at_once")
    await tellOfficers(tx, violation, "violation-critical", now);
  return {
    id,
    reference,
    event: {
      resource: { type: "policy_violation", id, label: reference },
      after: {
        type: made.type,
        severity: made.severity,
        detection: made.detection,
        status: "open",
        subjectId,
        policyId,
        rule: rule?.name,
        object: rule?.object,
      },
    },
  };
}
