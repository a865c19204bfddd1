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

/** Where the page before ended, `<what it is sorted by>_<id>`. */
export const cursorAfter = (sortedBy: z.ZodType) =>
  z.string().refine((text) => {
    const [at, id, ...rest] = text.split("_");
    return rest.length === 0 && sortedBy.safeParse(at).success && z.uuid().safeParse(id).success;
  }, "This is no page of the list. Begin at the first.");

export const pageSize = 25;
