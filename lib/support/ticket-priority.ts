import { moreUrgent } from "./rules";
import type { SupportTier, TicketCategory, TicketPriority } from "./schema";
import { suggestPriority } from "./sla-rules";

type Asked = {
  title: string;
  description: string;
  category: TicketCategory;
  tier: SupportTier;
  priority?: TicketPriority;
  chosenBy: "desk" | "customer";
};

/**
 * The priority a new ticket gets. None given: the suggestion, with its reason. An emergency that a customer (or a key) asks
 * for becomes a request: until the desk confirms it the ticket is at least high.
 */
export function priorityOf({ chosenBy, priority, ...facts }: Asked): {
  priority: TicketPriority;
  reason: string | null;
  emergencyRequested: boolean;
} {
  if (priority === "emergency" && chosenBy === "customer") {
    const { priority: suggested } = suggestPriority(facts);
    return {
      priority: moreUrgent("high", suggested),
      reason: "The customer says it is an emergency: confirm or decline it",
      emergencyRequested: true,
    };
  }
  if (priority) return { priority, reason: null, emergencyRequested: false };
  return { ...suggestPriority(facts), emergencyRequested: false };
}
