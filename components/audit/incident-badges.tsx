import {
  type IncidentSeverity,
  type IncidentStatus,
  incidentSeverityLabels,
  incidentStatusLabels,
} from "@/lib/audit/incidents/schema";
import { StatusBadge } from "../status/status-badge";
import type { Tone } from "../ui/tone";

const severityTones: Record<IncidentSeverity, Tone> = {
  critical: "danger",
  high: "danger",
  medium: "warning",
  low: "neutral",
};
const statusTones: Record<IncidentStatus, Tone> = {
  open: "danger",
  investigating: "warning",
  contained: "info",
  remediating: "info",
  resolved: "success",
  closed: "neutral",
};
const clocks = {
  running: { tone: "info", label: "Waits for somebody" },
  met: { tone: "success", label: "Acknowledged in time" },
  missed: { tone: "danger", label: "Clock missed" },
} as const;

export function SeverityBadge({ severity }: { severity: IncidentSeverity }) {
  return <StatusBadge tone={severityTones[severity]} label={incidentSeverityLabels[severity]} />;
}

export function IncidentStatusBadge({ status }: { status: IncidentStatus }) {
  return <StatusBadge tone={statusTones[status]} label={incidentStatusLabels[status]} />;
}

/** Whether somebody acknowledged in time (I2). */
export function ClockBadge({ clock }: { clock: keyof typeof clocks }) {
  return <StatusBadge {...clocks[clock]} />;
}
