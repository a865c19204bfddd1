import type { IncidentSeverity, IncidentStatus } from "./schema";

/** One way through (I1); what opens again is a new incident. */
const incidentTransitions: Record<IncidentStatus, readonly IncidentStatus[]> = {
  open: ["investigating"],
  investigating: ["contained"],
  contained: ["remediating"],
  remediating: ["resolved"],
  resolved: ["closed"],
  closed: [],
};

export function canMove(from: IncidentStatus, to: IncidentStatus): boolean {
  return incidentTransitions[from].includes(to);
}

/** The state after this one; null after the last. */
export function nextStatus(from: IncidentStatus): IncidentStatus | null {
  return incidentTransitions[from][0] ?? null;
}

/** Within how many minutes somebody acknowledges, by severity: 15 min, 1 h, 4 h, 24 h (I2). */
export const usualClocks: Record<IncidentSeverity, number> = { critical: 15, high: 60, medium: 240, low: 1_440 };

type Clock = { acknowledgeBy: Date; acknowledgedAt: Date | null };

/** Whether the clock was met. Unacknowledged ones count as missed from the moment they are due (I2). */
export function clockState({ acknowledgeBy, acknowledgedAt }: Clock, now: Date): "running" | "met" | "missed" {
  if (acknowledgedAt) return acknowledgedAt <= acknowledgeBy ? "met" : "missed";
  return now <= acknowledgeBy ? "running" : "missed";
}

/** What is still missing before an incident may be closed, in words; empty when nothing is (I4). */
export function missingToClose(incident: {
  status: IncidentStatus;
  actions: readonly { ownerId: string }[];
}): string[] {
  const missing: string[] = [];
  if (!canMove(incident.status, "closed")) missing.push("It has to be resolved first.");
  if (incident.actions.length === 0) missing.push("It needs at least one action with an owner.");
  return missing;
}
