import { ArrowDown, ArrowUp, CircleDot, CirclePause, Equal, Siren, TriangleAlert, UserCheck } from "lucide-react";
import { type TicketPriority, type TicketStatus, ticketPriorityLabels, ticketStatusLabels } from "@/lib/support/schema";
import { StatusBadge } from "../status/status-badge";
import type { Tone } from "../ui/tone";

const statusTones: Record<TicketStatus, Tone> = {
  open: "info",
  assigned: "info",
  in_progress: "info",
  waiting_customer: "neutral",
  escalated: "warning",
  resolved: "success",
  closed: "neutral",
};
const statusIcons = { open: CircleDot, assigned: UserCheck, waiting_customer: CirclePause, escalated: TriangleAlert };

/** `forCustomer`: the same status said from the customer's side. */
export function TicketStatusBadge({ status, forCustomer = false }: { status: TicketStatus; forCustomer?: boolean }) {
  const label = forCustomer ? customerWords[status] : ticketStatusLabels[status];
  const icon = status in statusIcons ? statusIcons[status as keyof typeof statusIcons] : undefined;
  return <StatusBadge tone={statusTones[status]} label={label} icon={icon} />;
}

const customerWords: Record<TicketStatus, string> = {
  open: "Received",
  assigned: "Received",
  in_progress: "Being worked on",
  waiting_customer: "Waiting for you",
  escalated: "Being worked on",
  resolved: "Solved",
  closed: "Closed",
};

const priorityTones: Record<TicketPriority, Tone> = {
  emergency: "danger",
  high: "warning",
  medium: "neutral",
  low: "neutral",
};
const priorityIcons = { emergency: Siren, high: ArrowUp, medium: Equal, low: ArrowDown };

export function PriorityBadge({ priority }: { priority: TicketPriority }) {
  return (
    <StatusBadge tone={priorityTones[priority]} label={ticketPriorityLabels[priority]} icon={priorityIcons[priority]} />
  );
}
