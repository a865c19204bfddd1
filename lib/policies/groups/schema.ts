import { z } from "zod";
import { emailAddress, line, optional, paragraph } from "../../platform/text";

export const groupInput = z.object({ groupId: z.uuid() });
export const groupMemberInput = z.object({ groupId: z.uuid(), personId: z.uuid() });

export const saveGroupInput = z.object({
  groupId: optional(z.uuid()),
  name: line(100, "Give the group a name."),
  description: optional(paragraph(500)),
});

/** Addresses separated by commas, spaces or lines. */
const addresses = z
  .string({ error: "Enter at least one address." })
  .transform((text) => text.split(/[\s,;]+/).filter((part) => part !== ""))
  .pipe(z.array(emailAddress).min(1, "Enter at least one address.").max(500, "Use at most 500 addresses at once."));

export const addToGroupInput = z.object({ groupId: z.uuid(), emails: addresses });
