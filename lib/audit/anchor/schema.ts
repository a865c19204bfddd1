import { z } from "zod";

/** Where checkpoints are pushed to. */
export const auditAnchorPlace = z.enum(["folder", "mail", "webhook"]);
export type AuditAnchorPlace = z.infer<typeof auditAnchorPlace>;

export const auditAnchorPlaceLabel: Record<AuditAnchorPlace, string> = {
  folder: "Folder",
  mail: "Mail",
  webhook: "Webhook",
};

/** A copy that left; its size is what was read from the log, never taken from a request. */
export const recordAnchorInput = z.object({
  logId: z.uuid(),
  place: auditAnchorPlace,
  target: z.string().min(1).max(500),
  size: z.string().regex(/^[1-9]\d{0,19}$/),
});
