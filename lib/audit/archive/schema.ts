import { z } from "zod";
import { line, paragraph } from "@/lib/platform/text";

export const ArchiveState = z.enum(["proposed", "requested", "approved", "bundled", "done", "refused"]);
export type ArchiveState = z.infer<typeof ArchiveState>;
export const archiveStateLabels: Record<ArchiveState, string> = {
  proposed: "Proposed",
  requested: "Waits for approval",
  approved: "Being bundled",
  bundled: "Being moved",
  done: "Archived",
  refused: "Refused",
};

export const archiveInput = z.object({ id: z.uuid() });

/** What cannot be undone asks for the reference, typed. */
export const approveArchiveInput = archiveInput.extend({
  confirmation: line(40, "Type the reference of the archive."),
});

export const refuseArchiveInput = archiveInput.extend({
  reason: paragraph(2000, "Say why this month stays in the database."),
});
