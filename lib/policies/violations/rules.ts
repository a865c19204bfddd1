import { addMonths, formatLocalDate, parseLocalDate } from "../../platform/calendar";
import type { ViolationSeverity, ViolationStatus } from "../schema";

/** The life of a violation (P18). Dismissed and resolved ones stay as they are. */
export const VIOLATION_TRANSITIONS: Record<ViolationStatus, readonly ViolationStatus[]> = {
  open: ["investigating"],
  investigating: ["confirmed", "dismissed"],
  confirmed: ["remediating"],
  dismissed: [],
  remediating: ["resolved"],
  resolved: [],
};

export const canMove = (from: ViolationStatus, to: ViolationStatus): boolean =>
  VIOLATION_TRANSITIONS[from].includes(to);

export const isSettled = (status: ViolationStatus): boolean => VIOLATION_TRANSITIONS[status].length === 0;

/** P18: nobody investigates what they are said to have done. */
export function mayInvestigate(violation: { subjectId: string | null }, personId: string): boolean {
  return violation.subjectId !== personId;
}

/** P18: a second person looks whether the actions worked: neither who investigated nor whom it is about. */
export function mayVerify(
  violation: { subjectId: string | null; investigatorId: string | null },
  personId: string,
): boolean {
  return violation.subjectId !== personId && violation.investigatorId !== personId;
}

const RECEIPT_DAYS = 7;
const FEEDBACK_MONTHS = 3;

/**
 * The last days of a report's clocks [Directive (EU) 2019/1937, article 9(1)(b) and (f)]: receipt is confirmed within seven days; feedback
 * within three calendar months of that, or of the end of the seven days when it was not. Local ISO dates; RangeError on impossible ones.
 */
export function reportClocks(report: { reportedOn: string; receiptOn?: string | null }): {
  receiptDueOn: string;
  feedbackDueOn: string;
} {
  const receiptDue = parseLocalDate(report.reportedOn) + RECEIPT_DAYS;
  const from = report.receiptOn ? Math.min(parseLocalDate(report.receiptOn), receiptDue) : receiptDue;
  return {
    receiptDueOn: formatLocalDate(receiptDue),
    feedbackDueOn: formatLocalDate(addMonths(from, FEEDBACK_MONTHS)),
  };
}

/** Who is told when: critical ones at once; what somebody reported, and high ones, within the hour; others stand on the board. */
export function tellingOf(violation: {
  severity: ViolationSeverity;
  reported: boolean;
}): "at_once" | "within_the_hour" | "on_the_board" {
  if (violation.severity === "critical") return "at_once";
  return violation.severity === "high" || violation.reported ? "within_the_hour" : "on_the_board";
}

/** Days after its last day at which an open acknowledgement is a violation. */
export const OVERDUE_DAYS = 14;

/** The last day of acknowledgements that count as broken rules on `today`. */
export const overdueBefore = (today: string): string => formatLocalDate(parseLocalDate(today) - OVERDUE_DAYS);
