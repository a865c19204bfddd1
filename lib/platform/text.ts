import { z } from "zod";
import { clean } from "./clean";

/** One line of text: trimmed, well-formed Unicode, no control characters; emoji and right-to-left text stay as typed. */
export function line(max: number, required = "Fill this in.") {
  return z
    .string({ error: required })
    .transform((value) => clean(value).replaceAll("\n", " "))
    .pipe(z.string().min(1, required).max(max, `Use at most ${max} characters.`));
}

/** Several lines of text. */
export function paragraph(max: number, required = "Fill this in.") {
  return z
    .string({ error: required })
    .transform(clean)
    .pipe(z.string().min(1, required).max(max, `Use at most ${max} characters.`));
}

/** A field that may be left empty: the empty string counts as not given. */
export function optional<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (value === "" || value === null ? undefined : value), schema.optional());
}

/** An email address as it is compared: one spelling of each letter (full width, composed), no capitals, no white space. */
export function emailKey(value: string): string {
  return clean(value.normalize("NFKC")).replaceAll(/\s/g, "").toLowerCase();
}

export const emailAddress = z
  .string({ error: "Enter an email address." })
  .transform((value) => clean(value).toLowerCase())
  .pipe(z.email("Enter an email address like name@example.com.").max(254, "Use at most 254 characters."));
