import { z } from "zod";
import { eventFilterInput } from "../explorer/schema";

const unset = (value: unknown) => (value === "" ? undefined : value);
const whole = z.union(
  [z.string().regex(/^\d{1,18}$/), z.number().int().nonnegative()],
  "A place in the log is a whole number.",
);

const place = z
  .preprocess(unset, whole.optional())
  .transform((value) => (value === undefined ? undefined : BigInt(value)));

const sizes = z
  .preprocess(
    (value) => (typeof value === "string" ? value.split(/[\s,]+/).filter((part) => part !== "") : value),
    z.array(whole).max(20, "At most 20 earlier checkpoints.").default([]),
  )
  .transform((values) => values.map((value) => BigInt(value)));

/** What an export is asked for with: filters as in the explorer, or a range of places; with neither the whole log. */
export const exportInput = eventFilterInput.extend({
  first: place,
  last: place,
  /** Sizes of checkpoints saved earlier that the package shall be comparable with (A10). */
  earlier: sizes,
  /** With the files of the evidence that the events collected. */
  evidence: z.preprocess((value) => value === true || value === "on" || value === "true", z.boolean()).default(false),
  /** A log that was closed; the open one when left out. */
  log: z.preprocess(unset, z.uuid().optional()),
});

export const exportId = z.object({ exportId: z.uuid() });

const decimal = z.string().transform(BigInt);

/** The log meant stays meant, also when it is closed before the package is built. */
const log = z.uuid().optional();

/** What was asked for, as it is kept in the row. */
export const storedSelection = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("range"), first: decimal, count: decimal, log }),
  z.object({ kind: z.literal("filter"), filter: z.record(z.string(), z.string()), log }),
]);
