import { z } from "zod";
import { defineEvent } from "../define-event";

/** A mail will not arrive by itself: refused, given up after two days, or out of date before it could be sent. */
export const mailLost = defineEvent(
  "platform/mail.lost",
  z.object({
    organizationId: z.uuid(),
    mailId: z.uuid(),
    kind: z.string(),
    thread: z.string().nullable(),
    state: z.enum(["failed", "expired"]),
    trouble: z.string().nullable(),
  }),
);
