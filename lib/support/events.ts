import { z } from "zod";
import { defineEvent } from "../platform/define-event";
import { SlaMetric } from "./schema";

const organizationId = z.uuid();
const ticket = z.object({ organizationId, ticketId: z.uuid() });

export const ticketOpened = defineEvent("support/ticket.opened", ticket);
export const ticketReplied = defineEvent("support/ticket.replied", ticket.extend({ messageId: z.uuid() }));
export const ticketAssigned = defineEvent("support/ticket.assigned", ticket);
export const ticketResolved = defineEvent("support/ticket.resolved", ticket);
export const ticketReopened = defineEvent("support/ticket.reopened", ticket);
const clock = ticket.extend({ clockId: z.uuid(), metric: SlaMetric });
export const slaWarned = defineEvent("support/sla.warned", clock);
export const slaBreached = defineEvent("support/sla.breached", clock);
export const slaPolicyChanged = defineEvent("support/policy.changed", z.object({ organizationId, policyId: z.uuid() }));
