import { type AlertLevel, type AlertStatus, alertLevelLabels, alertStatusLabels } from "@/lib/audit/alerts/schema";
import { StatusBadge } from "../status/status-badge";
import type { Tone } from "../ui/tone";

const levelTones: Record<AlertLevel, Tone> = {
  info: "info",
  warning: "warning",
  critical: "danger",
  emergency: "danger",
};
const statusTones: Record<AlertStatus, Tone> = {
  open: "warning",
  acknowledged: "info",
  snoozed: "neutral",
  resolved: "success",
};

export function AlertLevelBadge({ level }: { level: AlertLevel }) {
  return <StatusBadge tone={levelTones[level]} label={alertLevelLabels[level]} />;
}

export function AlertStatusBadge({ status }: { status: AlertStatus }) {
  return <StatusBadge tone={statusTones[status]} label={alertStatusLabels[status]} />;
}
