import { z } from "zod";
import { defineEvent } from "../../platform/define-event";

const ids = z.object({ organizationId: z.uuid(), requestId: z.uuid() });

/** An officer approved it (and a second person, where asked for): collection can begin. */
export const requestApproved = defineEvent("privacy/request.approved", ids);

/** An officer asked to start, or to start again after a source failed. */
export const executionAsked = defineEvent("privacy/execution.asked", ids);

/** Its effective due date has passed without an answer. */
export const requestOverdue = defineEvent("privacy/request.overdue", ids);
