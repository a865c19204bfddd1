import "server-only";
import { z } from "zod";
import { leftOut } from "@/components/shell/left-out";
import type { OperationMeta } from "@/lib/platform/operation/context";

/** What Next gives a page: text, or a list where a name stands twice. */
export type Search = Promise<Record<string, string | string[] | undefined>>;

// biome-ignore lint/suspicious/noExplicitAny: whoever acts and what comes back do not matter here
type AsksWith<Input> = ((actor: any, input: Input) => unknown) & { operation: OperationMeta };
type Read<Input> = { [Name in keyof Input]?: Input[Name] & string };

/**
 * The search parameters a page knows, each checked by itself against the input of the query it asks. What is damaged, unknown or
 * given twice counts as not given: an odd address shows the page and a line that says so (`Page` writes it), never an error.
 * @returns the texts as they were given, without empty ones: for the query, the filters and the next page's address
 */
export async function readParams<Input extends object>(
  by: AsksWith<Input> | z.ZodType<unknown, Input>,
  search: Search,
): Promise<Read<Input>> {
  const schema = "operation" in by ? by.operation.input : by;
  if (!(schema instanceof z.ZodObject)) throw new Error("Search parameters are read by an object's schema.");
  const given = await search;
  const found: Record<string, string> = {};
  for (const [name, field] of Object.entries(schema.shape as Record<string, z.ZodType>)) {
    const value = given[name];
    if (value === undefined || value === "") continue;
    if (typeof value !== "string") {
      leftOut().set(name, null);
      continue;
    }
    const text = value.replaceAll("\u0000", "");
    const checked = strict(field).safeParse(text);
    if (!checked.success) leftOut().set(name, ownWords(checked.error));
    else if (text.trim() !== "") found[name] = text;
  }
  return found as Read<Input>;
}

/** What the schema's writer says about it; zod's own sentences are for programmers. */
function ownWords(error: z.ZodError): string | null {
  const message = error.issues[0]?.message ?? "";
  return /^(Invalid|Too|Unrecognized) /.test(message) ? null : message;
}

/** The schema below what would hide that a value does not fit. */
function strict(field: z.ZodType): z.ZodType {
  const hides = field instanceof z.ZodCatch || field instanceof z.ZodDefault || field instanceof z.ZodOptional;
  return hides ? strict(field.unwrap() as z.ZodType) : field;
}
