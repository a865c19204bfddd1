import type { z } from "zod";

export type EventDefinition<Name extends string = string, Schema extends z.ZodType = z.ZodType> = {
  name: Name;
  data: Schema;
};

/** A typed event named `<domain>/<noun>.<past verb>`; its data carries ids, never personal data. */
export function defineEvent<Name extends `${string}/${string}.${string}`, Schema extends z.ZodType>(
  name: Name,
  data: Schema,
): EventDefinition<Name, Schema> {
  return { name, data };
}
