import { z } from "zod";
import { emailAddress, optional } from "../../text";

/** Why somebody is away, as far as the portal needs it: never a diagnosis, never a reason in words. */
export const AbsenceKind = z.enum(["leave", "parental", "sick", "other"]);
export type AbsenceKind = z.infer<typeof AbsenceKind>;
export const absenceKindLabels: Record<AbsenceKind, string> = {
  leave: "Leave",
  parental: "Parental leave",
  sick: "Sick leave",
  other: "Other absence",
};

export const LONGEST_DAYS = 1096;
const kind = z.enum(AbsenceKind.options, { error: "Choose a kind." });
const firstDay = z.iso.date("Enter the first day.");
const lastDay = optional(z.iso.date("Enter a date like 2026-11-26, or leave it empty."));

export const recordAbsenceInput = z.object({
  personEmail: emailAddress,
  kind,
  firstDay,
  /** Left out while nobody knows when they come back. */
  lastDay,
});
export const absenceInput = z.object({ absenceId: z.uuid() });
export const changeAbsenceInput = absenceInput.extend({ kind, firstDay, lastDay });
