import { z } from "zod";

/** The part of an address that every list shares: search text and the place to go on from. */
export const listInput = z.object({
  q: z
    .string()
    .max(200)
    .transform((value) => value.replaceAll("\u0000", "").trim())
    .optional(),
  cursor: z.string().max(200).optional(),
});

export const pageSize = 25;
