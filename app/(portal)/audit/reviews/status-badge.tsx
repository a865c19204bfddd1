import { Check, Hourglass, UserRoundX } from "lucide-react";
import { StatusBadge } from "@/components/status/status-badge";
import {
  type AccessDecision,
  type AccessOutcome,
  type AccessReviewStatus,
  accessDecisionLabels,
  accessOutcomeLabels,
  accessReviewStatusLabels,
} from "@/lib/audit/reviews/schema";

const statusTones = { open: "info", closing: "warning", closed: "success" } as const;
const outcomeTones = {
  kept: "neutral",
  planned: "info",
  waiting: "warning",
  done: "success",
  left: "neutral",
  conflict: "danger",
  exception: "danger",
  refused: "warning",
} as const;
const outcomeIcons = { kept: Check, waiting: Hourglass, left: UserRoundX } as Partial<
  Record<AccessOutcome, typeof Hourglass>
>;
const decisionTones = { keep: "neutral", remove: "warning", change: "info" } as const;

export function ReviewStatusBadge({ status }: { status: AccessReviewStatus }) {
  return <StatusBadge tone={statusTones[status]} label={accessReviewStatusLabels[status]} />;
}

/** What came of a role, else what was decided, else that it is open. */
export function ItemBadge({ decision, outcome }: { decision: AccessDecision | null; outcome: AccessOutcome | null }) {
  if (outcome) {
    return (
      <StatusBadge tone={outcomeTones[outcome]} label={accessOutcomeLabels[outcome]} icon={outcomeIcons[outcome]} />
    );
  }
  if (decision)
    return (
      <StatusBadge
        tone={decisionTones[decision]}
        label={accessDecisionLabels[decision]}
        icon={decision === "keep" ? Check : undefined}
      />
    );
  return <StatusBadge tone="neutral" label="Open" icon={Hourglass} />;
}
