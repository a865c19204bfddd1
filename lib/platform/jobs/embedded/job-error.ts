import { z } from "zod";
import { plainText } from "./plain-text";

const longest = 4000;
const text = z.string().transform((value) => plainText(value, longest));

const shape = z
  .object({
    name: text.catch("Error"),
    message: text.optional().catch(undefined),
    error: text.optional().catch(undefined),
  })
  .extend({ stack: text.optional().catch(undefined) })
  .catch({ name: "Error", message: undefined, error: undefined, stack: undefined });

export type JobError = { name: string; message: string; stack: string };

/** An error in the form in which the SDK reads it back; whatever the reply held, it has a name, a message and a stack. */
export function jobError(value: unknown): JobError {
  const { name, message, error, stack } = shape.parse(typeof value === "string" ? { message: value } : value);
  return { name: name || "Error", message: message || error || "Unknown error", stack: stack ?? "" };
}
