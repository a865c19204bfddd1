import { z } from "zod";
import { line, paragraph } from "@/lib/platform/text";

export const DisposalState = z.enum(["proposed", "requested", "approved", "refused", "done"]);
export type DisposalState = z.infer<typeof DisposalState>;
export const disposalStateLabels: Record<DisposalState, string> = {
  proposed: "Proposed",
  requested: "Waits for approval",
  approved: "Being executed",
  refused: "Refused",
  done: "Done",
};

export const DisposalItemState = z.enum(["planned", "skipped", "destroyed", "done"]);
export type DisposalItemState = z.infer<typeof DisposalItemState>;
export const disposalItemStateLabels: Record<DisposalItemState, string> = {
  planned: "Planned",
  skipped: "Skipped",
  destroyed: "Key destroyed",
  done: "Destroyed",
};

export const disposalInput = z.object({ id: z.uuid() });

/** What cannot be undone asks for the list's reference, typed. */
export const approveDisposalInput = disposalInput.extend({
  confirmation: line(40, "Type the reference of the list."),
});

export const refuseDisposalInput = disposalInput.extend({
  reason: paragraph(2000, "Say why nothing of this list is destroyed."),
});

export const disposalItemInput = z.object({ itemId: z.uuid() });
