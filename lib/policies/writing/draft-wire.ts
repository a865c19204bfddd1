import { z } from "zod";
import { AudienceKind } from "../schema";

/** Whom a version is for, in the names of the REST interface. */
export const audienceWire = z.array(
  z.object({
    kind: AudienceKind,
    value: z.string().optional(),
    excluded: z.boolean().optional(),
    due_days: z.number().int().optional(),
  }),
);

export const toAudience = (rules: z.output<typeof audienceWire>) =>
  rules.map(({ due_days, ...rule }) => ({ ...rule, dueDays: due_days }));
