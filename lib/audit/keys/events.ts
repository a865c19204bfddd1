import { z } from "zod";
import { defineEvent } from "@/lib/platform/define-event";

const destruction = z.object({ organizationId: z.uuid(), destructionId: z.uuid() });

/** Two people agreed that the keys of a class and month go: the job carries it out. */
export const retentionApproved = defineEvent("audit/key-retention.approved", destruction);

/** Keys were destroyed: the list outside the database must know. */
export const keysDestroyed = defineEvent("audit/keys.destroyed", destruction);
