import { z } from "zod";
import { line, optional, paragraph } from "@/lib/platform/text";
import { EvidenceType } from "../schema";

/** Words in one field, with commas or spaces, or a list. */
const words = (max: number) =>
  z.preprocess(
    (value) => (typeof value === "string" ? value.split(/[\s,;]+/).filter(Boolean) : (value ?? [])),
    z
      .array(z.string().max(60))
      .max(max)
      .transform((list) => [...new Set(list)]),
  );

const types = z.preprocess(
  (value) => (value === undefined || value === "" ? [] : Array.isArray(value) ? value : [value]),
  z.array(EvidenceType).transform((list) => [...new Set(list)]),
);

const flag = z.preprocess((value) => value === true || value === "on" || value === "true", z.boolean());
const localDate = z.iso.date("Enter a date.");

/** Which things beside evidence a hold can name: a person (everything about them in the trail) or one event. */
const heldObject = z.object({ kind: z.enum(["person", "audit_event"]), id: z.uuid() });

const query = ["types", "controlIds", "sourceSystem", "personId", "periodFrom", "periodTo"] as const;

export const placeHoldInput = z
  .object({
    title: line(160, "Say in a few words what this is about."),
    reason: paragraph(2000, "Say why this must be kept, such as the file number of the proceedings."),
    /** Pieces of evidence by their references: EVD-2026-0001. */
    references: words(200).default([]),
    objects: z.array(heldObject).max(200).default([]),
    coversEvidence: flag.default(false),
    coversTrail: flag.default(false),
    types: types.default([]),
    controlIds: words(30).default([]),
    sourceSystem: optional(line(120)),
    personId: optional(z.uuid("Choose a person of the list.")),
    periodFrom: optional(localDate),
    periodTo: optional(localDate),
  })
  .superRefine((hold, context) => {
    const issue = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    const asks = query.some((name) => (Array.isArray(hold[name]) ? hold[name].length > 0 : hold[name] !== undefined));
    const covers = hold.coversEvidence || hold.coversTrail;
    if (hold.references.length + hold.objects.length === 0 && !covers) {
      issue("references", "Name what is held: references of evidence, or a query that covers evidence or the trail.");
    }
    if (covers && !asks) issue("controlIds", "Ask for something: a type, a control, a source, a person or a period.");
    if (!covers && asks) issue("coversEvidence", "Say what the query covers: evidence, the trail, or both.");
    if (hold.periodFrom && hold.periodTo && hold.periodFrom > hold.periodTo) {
      issue("periodTo", "The period ends before it begins.");
    }
  });

export const holdInput = z.object({ id: z.uuid() });

export const proposeReleaseInput = holdInput.extend({
  reason: paragraph(2000, "Say why nothing needs to be kept any longer."),
});

export const HoldState = z.enum(["active", "release_proposed", "released"]);
export type HoldState = z.infer<typeof HoldState>;
export const holdStateLabels: Record<HoldState, string> = {
  active: "Active",
  release_proposed: "Release proposed",
  released: "Released",
};
