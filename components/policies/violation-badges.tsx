import {
  type ViolationSeverity,
  type ViolationStatus,
  violationSeverityLabels,
  violationStatusLabels,
} from "@/lib/policies/schema";
import { StatusBadge } from "../status/status-badge";
import type { Tone } from "../ui/tone";

const severityTones: Record<ViolationSeverity, Tone> = {
  critical: "danger",
  high: "danger",
  medium: "warning",
  low: "neutral",
};
const statusTones: Record<ViolationStatus, Tone> = {
  open: "danger",
  investigating: "warning",
  confirmed: "warning",
  dismissed: "neutral",
  remediating: "info",
  resolved: "success",
};

export function ViolationSeverityBadge({ severity }: { severity: ViolationSeverity }) {
  return <StatusBadge tone={severityTones[severity]} label={violationSeverityLabels[severity]} />;
}

export function ViolationStatusBadge({ status }: { status: ViolationStatus }) {
  return <StatusBadge tone={statusTones[status]} label={violationStatusLabels[status]} />;
}
