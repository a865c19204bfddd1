import { formatDay } from "@/components/status/calendar";
import { Deadline } from "@/components/status/deadline";
import { StatusBadge } from "@/components/status/status-badge";
import type { Tone } from "@/components/ui/tone";
import { type RequestStatus, requestStatusLabels } from "@/lib/privacy/schema";

const tones: Record<RequestStatus, Tone> = {
  received: "info",
  identity_pending: "neutral",
  in_review: "info",
  clarification_pending: "neutral",
  approved: "info",
  executing: "info",
  on_hold: "warning",
  failed: "danger",
  awaiting_delivery: "info",
  fulfilled: "success",
  partially_fulfilled: "warning",
  refused: "neutral",
  withdrawn: "neutral",
  closed_unverified: "neutral",
  duplicate: "neutral",
};

export function RequestStatusBadge({ status, waits = false }: { status: RequestStatus; waits?: boolean }) {
  const label = requestStatusLabels[status];
  return <StatusBadge tone={waits ? "warning" : tones[status]} label={waits ? "Second person needed" : label} />;
}

/** Days left while it is open; the day it was closed afterwards. */
export function RequestDeadline(props: { dueDate: string; paused: boolean; closedAt: Date | null; zone: string }) {
  const { dueDate, paused, closedAt, zone } = props;
  if (closedAt) return <span className="text-muted-foreground">Closed {formatDay(closedAt, zone)}</span>;
  return <Deadline due={dueDate} zone={zone} pausedReason={paused ? "waiting for the person" : undefined} />;
}
