import { z } from "zod";
import { defineEvent } from "@/lib/platform/define-event";

/**
 * A detection rule whose setting says so found something that a policy forbids; for the domain that keeps violations.
 * `title` names nobody. `subjectId` is the person it was found about, null when it was somebody else or a key.
 */
export const ruleBroken = defineEvent(
  "audit/rule.broken",
  z.object({
    organizationId: z.uuid(),
    alertId: z.uuid(),
    rule: z.string(),
    level: z.enum(["info", "warning", "critical", "emergency"]),
    title: z.string(),
    subjectId: z.uuid().nullable(),
  }),
);
