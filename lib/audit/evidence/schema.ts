import { z } from "zod";
import { requirementOf } from "@/lib/platform/frameworks";
import { line, optional, paragraph } from "@/lib/platform/text";
import { EvidenceType } from "../schema";

const localDate = z.iso.date("Enter a date.");

/** Ids of requirements, as typed ("CC6.1, CC7.2") or as a list. */
const controlIds = z
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

export const collectEvidenceInput = z
  .object({
    objectId: z.uuid("Choose a file first."),
    title: line(160, "Say in a few words what this proves."),
    description: optional(paragraph(4000)),
    type: EvidenceType,
    controlIds,
    effectiveFrom: localDate,
    effectiveTo: localDate,
    sourceSystem: optional(line(120)),
  })
  .refine((input) => input.effectiveFrom <= input.effectiveTo, {
    path: ["effectiveTo"],
    message: "The period ends before it begins.",
  });
