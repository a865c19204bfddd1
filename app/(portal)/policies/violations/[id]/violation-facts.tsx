import { ViolationSeverityBadge } from "@/components/policies/violation-badges";
import { formatDay } from "@/components/status/calendar";
import { Deadline } from "@/components/status/deadline";
import { FactList } from "@/components/status/fact-list";
import { TextLink } from "@/components/ui/text-link";
import { violationDetectionLabels, violationTypeLabels } from "@/lib/policies/schema";
import type { WholeViolation } from "@/lib/policies/violations/queries";

/** What is known of it, with the reporter's clocks. */
export function ViolationFacts({ violation, zone }: { violation: WholeViolation["violation"]; zone: string }) {
  const reporter = violation.anonymous ? "Anonymous: nothing is known" : (violation.reporter ?? "Nobody");
  const clocks =
    violation.receiptDueOn && violation.feedbackDueOn
      ? [
          {
            label: "Receipt",
            value: violation.receiptOn ? (
              `Confirmed on ${formatDay(violation.receiptOn, "UTC")}`
            ) : (
              <Deadline due={violation.receiptDueOn} zone={zone} />
            ),
          },
          {
            label: "Feedback",
            value: violation.feedbackOn ? (
              `Given on ${formatDay(violation.feedbackOn, "UTC")}`
            ) : (
              <Deadline due={violation.feedbackDueOn} zone={zone} />
            ),
          },
        ]
      : [];
  return (
    <FactList
      stacked
      facts={[
        { label: "Severity", value: <ViolationSeverityBadge severity={violation.severity} /> },
        { label: "Kind", value: violationTypeLabels[violation.type] },
        { label: "Found", value: violationDetectionLabels[violation.detection] },
        { label: "Reported on", value: formatDay(violation.reportedOn, "UTC") },
        { label: "Reported by", value: reporter },
        ...clocks,
        { label: "About", value: violation.subject ?? "Nobody named yet" },
        { label: "Investigator", value: violation.investigator ?? "Nobody yet" },
        ...(violation.verifier ? [{ label: "Verified by", value: violation.verifier }] : []),
        {
          label: "Policy",
          value: violation.policy ? (
            <TextLink inline href={`/policies/${violation.policy.id}`}>
              {`${violation.policy.reference} ${violation.policy.title}`}
            </TextLink>
          ) : (
            "None in particular"
          ),
        },
      ]}
    />
  );
}
