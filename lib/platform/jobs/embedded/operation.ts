import { z } from "zod";
import { plainText } from "./plain-text";

/** One entry of a 206 reply: what the function wants, or what became of a step. */
const operation = z.object({
  id: z.string().min(1),
  op: z.string(),
  name: z
    .string()
    .transform((name) => plainText(name, 1000))
    .nullish(),
  displayName: z.string().nullish(),
  opts: z.record(z.string(), z.unknown()).nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
});
export const operations = z.array(operation).min(1);
export type Operation = z.infer<typeof operation>;

/** The name a person gave the step. */
export function stepName(op: Operation): string {
  return plainText(op.displayName ?? op.name ?? op.id, 200);
}

/** A step's output as JSON text; what a step does not return is null. */
export function outputOf(op: Operation): string {
  return JSON.stringify(op.data ?? null);
}
