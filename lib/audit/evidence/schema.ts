import { z } from "zod";
import { requirementOf } from "@/lib/platform/frameworks";
import { line, optional, paragraph } from "@/lib/platform/text";
import { EvidenceType, RetentionClass } from "../schema";

/** Article 17(3) of the GDPR: erasure does not apply to what is needed for these. */
export const ErasureGround = z.enum(["legal_obligation", "legal_claims"]);
export type ErasureGround = z.infer<typeof ErasureGround>;
export const erasureGroundLabels: Record<ErasureGround, string> = {
  legal_obligation: "A legal obligation, Article 17(3)(b)",
  legal_claims: "Legal claims, Article 17(3)(e)",
};

const localDate = z.iso.date("Enter a date.");

/** Ids of requirements, as typed ("CC6.1, CC7.2") or as a list. */
export const controlIds = z
  .preprocess(
    (value) => (typeof value === "string" ? value.split(/[\s,;]+/).filter(Boolean) : value),
    z.array(z.string().max(40)).min(1, "Name at least one control, such as CC6.1.").max(30),
  )
  .superRefine((ids, context) => {
    for (const id of ids) {
      if (!requirementOf(id))
        context.addIssue({ code: "custom", message: `“${id.slice(0, 40)}” is in none of the six frameworks.` });
    }
  })
  .transform((ids) => [...new Set(ids)]);

export const storeFileInput = z.object({
  storageKey: z.string(),
  wrappedKey: z.instanceof(Uint8Array),
  sha256: z.string().length(64),
  size: z.bigint(),
  fileName: z.string().min(1),
  mediaType: z.string().min(1),
});

/** What a piece of evidence says about itself; fixed once it is handed in. */
const facts = z.object({
  title: line(160, "Say in a few words what this proves."),
  description: optional(paragraph(4000)),
  type: EvidenceType,
  controlIds,
  effectiveFrom: localDate,
  effectiveTo: localDate,
  sourceSystem: optional(line(120)),
  retentionClass: RetentionClass.default("seven_years"),
});

const inOrder = (input: { effectiveFrom: string; effectiveTo: string }) => input.effectiveFrom <= input.effectiveTo;
const endsFirst = { path: ["effectiveTo"], message: "The period ends before it begins." };

export const collectEvidenceInput = facts
  .extend({ objectId: z.uuid("Choose a file first.") })
  .refine(inOrder, endsFirst);

export const editEvidenceInput = facts.extend({ id: z.uuid() }).refine(inOrder, endsFirst);

/** The version a person looked at when they acted: a newer one in the meantime is a conflict, not a surprise. */
const atVersion = z.object({ id: z.uuid(), version: z.coerce.number().int().positive() });

export const submitEvidenceInput = atVersion;
export const approveEvidenceInput = atVersion.extend({ comment: optional(paragraph(2000)) });
export const rejectEvidenceInput = atVersion.extend({
  reason: paragraph(2000, "Say why it is rejected: whoever collected it reads this."),
});

export const addVersionInput = atVersion.extend({
  objectId: z.uuid("Choose a file first."),
  changeNote: paragraph(2000, "Say what changed and why."),
  redacts: z.preprocess((value) => value === true || value === "on" || value === "true", z.boolean()).default(false),
});

export const extendRetentionInput = z.object({
  id: z.uuid(),
  retainUntil: localDate,
  reason: paragraph(2000, "Say why it must be kept longer."),
});

export const recordGroundInput = z.object({
  id: z.uuid(),
  ground: ErasureGround,
  reason: paragraph(2000, "Say which obligation or claim it is."),
  endsOn: localDate,
});
