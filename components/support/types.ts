import type {
  EscalationReason,
  MessageKind,
  MessageSide,
  SupportTier,
  TicketCategory,
  TicketChannel,
  TicketOutcome,
  TicketPriority,
  TicketStatus,
} from "@/lib/support/schema";
import type { SlaReading } from "@/lib/support/sla-reading";

type Named = { id: string; name: string };
type Linked = { id: string; reference: string };

export type ThreadMessage = {
  id: string;
  kind: MessageKind;
  side: MessageSide;
  author: string;
  about: string | null;
  body: string;
  createdAt: string;
};

export type DeskTicket = {
  id: string;
  reference: string;
  version: number;
  title: string;
  status: TicketStatus;
  allowed: readonly TicketStatus[];
  outcome: TicketOutcome | null;
  priority: TicketPriority;
  priorityReason: string | null;
  emergencyRequested: boolean;
  tier: SupportTier;
  category: TicketCategory;
  channel: TicketChannel;
  company: string | null;
  escalationReason: EscalationReason | null;
  createdAt: string;
  requester: Named & { email: string | null };
  assignee: Named | null;
  policy: { name: string; version: number } | null;
  calendar: { name: string; timeZone: string } | null;
  relaxed: number;
  clocks: readonly SlaReading[];
  followUpOf: Linked | null;
  followUps: readonly Linked[];
  desk: readonly Named[];
  lastPublicId: string | null;
  messages: readonly ThreadMessage[];
};

export type RailRow = {
  id: string;
  reference: string;
  title: string;
  status: TicketStatus;
  priority: TicketPriority;
  requester: string;
  company: string | null;
  assignee: string | null;
  emergencyRequested: boolean;
  clock: SlaReading | null;
};
