import type { AudienceRule } from "@/lib/policies/schema";
import { writingOf } from "../writing-form";

/** A form as JSON for the REST interface; what the form leaves empty is left out. */
export function draftBody(form: FormData, revision: number): Record<string, unknown> {
  const fields = writingOf(fieldsOf(form));
  const text = (name: string) => {
    const value = fields[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  return {
    revision,
    title: text("title") ?? "",
    text: text("text") ?? "",
    description: text("description"),
    change_note: text("changeNote"),
    material: fields.material === undefined ? undefined : fields.material === "true",
    due_days: text("dueDays") === undefined ? undefined : Number(text("dueDays")),
    effective_from: text("effectiveFrom"),
    audience: audienceOf(form),
    requirement_ids: fields.requirementIds,
  };
}

/** Whom a form is for, in the names of the REST interface. */
export function audienceOf(form: FormData): unknown[] {
  const rules = writingOf(fieldsOf(form)).audience as (Omit<AudienceRule, "dueDays"> & { dueDays?: string })[];
  return rules.map(({ dueDays, ...rule }) => ({ ...rule, ...(dueDays ? { due_days: Number(dueDays) } : {}) }));
}

function fieldsOf(form: FormData): Record<string, string> {
  return Object.fromEntries([...form].filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}
