import { z } from "zod";
import { line, optional, paragraph } from "@/lib/platform/text";
import type { RetentionClass } from "../schema";
import type { Ground } from "./decide";

export const DestructionKind = z.enum(["subject", "retention"]);
export type DestructionKind = z.infer<typeof DestructionKind>;
export const destructionKindLabels: Record<DestructionKind, string> = {
  subject: "Erasure of a person",
  retention: "End of retention",
};

export const DestructionState = z.enum(["proposed", "approved", "done", "withdrawn"]);
export type DestructionState = z.infer<typeof DestructionState>;
export const destructionStateLabels: Record<DestructionState, string> = {
  proposed: "Proposed",
  approved: "Being carried out",
  done: "Done",
  withdrawn: "Withdrawn",
};

export const groundLabels: Record<Ground, string> = {
  hold: "Legal hold",
  statutory: "Statutory retention",
  office: "Acts in office",
};

export const retentionClassLabels: Record<RetentionClass, string> = {
  seven_years: "Seven years",
  six_years: "Six years",
  three_years: "Three years",
  one_year: "One year",
  six_months: "Six months",
  ninety_days: "Ninety days",
};

/** As keys name whose they are: `person:<id>` or a pseudonym such as `subject:<hash>`. */
const subjectName = z.string().regex(/^[a-z]+:[A-Za-z0-9:_-]{1,100}$/, "Whose keys are these? person:… or subject:…");
/** ISO 3166, with the region where it matters. */
export const jurisdictionCode = z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, "A country such as DE or US-CA.");

export const proposeErasureInput = z.object({
  person: line(254, "Whose keys? Give the address of a person here, or a subject such as person:…"),
  jurisdiction: optional(jurisdictionCode),
  reason: paragraph(1000, "Say why."),
});

export const eraseSubjectInput = z.object({
  subjects: z.array(subjectName).min(1).max(20),
  jurisdiction: jurisdictionCode.optional(),
  reason: paragraph(1000),
  /** Erasure is two people's decision; the request that asks for this carries both. */
  preparedById: z.uuid(),
  approvedById: z.uuid(),
});

export const destructionInput = z.object({ id: z.uuid() });
