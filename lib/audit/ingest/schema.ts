import { z } from "zod";
import { clean } from "@/lib/platform/clean";
import { AuditEventType, Crud, Outcome, RiskLevel } from "../schema";
import { phrases } from "../sentences";

/** At most this many events in one call. */
export const mostIngested = 1_000;

/** Half of a pair is no character: it is refused, not replaced, so that the log holds what was sent (A1). */
const whole = (max: number) =>
  z
    .string()
    .max(max, `Use at most ${max} characters.`)
    .refine((value) => value.isWellFormed(), "The text holds half of a surrogate pair.");

const text = (max: number) =>
  whole(max)
    .transform(clean)
    .refine((value) => value !== "", "Leave it out, or say something.");

/** Bytes of an event's details as JSON: sealed they stay below the 16 KiB that a leaf's change may have (A20). */
const mostDetails = 12_000;

/** Values of one event that have no word of their own: short, and no deeper than one level. */
const details = z
  .record(
    z.string().regex(/^[a-z0-9_.-]{1,60}$/i, "Name details with letters, digits, dots, hyphens and underscores."),
    z.union(
      [whole(500).transform(clean), z.int(), z.boolean(), z.null()],
      "Use texts, whole numbers, true, false or null.",
    ),
  )
  .refine((value) => Object.keys(value).length <= 30, "Send at most 30 details.")
  .refine(
    (value) => new TextEncoder().encode(JSON.stringify(value)).length <= mostDetails,
    `Send at most ${mostDetails} bytes of details.`,
  );

/** Years that a date of the database and of the leaf can both have. */
const isDatable = (instant: string) => {
  const year = new Date(instant).getUTCFullYear();
  return year >= 1900 && year <= 9999;
};

const ingestedEvent = z.strictObject({
  event_type: AuditEventType,
  action: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,79}$/, "Write an action like crm.contact-viewed, in lower case.")
    .refine(
      (action) => !Object.hasOwn(phrases, action),
      "This action is the portal's own: only it can say that it happened.",
    ),
  resource_type: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,59}$/i, "Write a kind like contact or invoice."),
  resource_id: text(200).optional(),
  outcome: Outcome,
  crud: Crud.default("update"),
  risk_level: RiskLevel.default("low"),
  user_id: text(200).optional(),
  control_id: text(40).optional(),
  external_id: text(200).optional(),
  occurred_at: z.iso
    .datetime({ offset: true, error: "Write an instant with its zone, such as 2026-11-26T09:00:00Z." })
    .refine(isDatable, "Write an instant between the years 1900 and 9999.")
    .optional(),
  ip_address: z.union([z.ipv4(), z.ipv6()], "This is no address.").optional(),
  details: details.optional(),
});
export type IngestedEvent = z.output<typeof ingestedEvent>;

export const ingestInput = z.object({
  events: z
    .array(ingestedEvent)
    .min(1, "Send at least one event.")
    .max(mostIngested, `Send at most ${mostIngested} events in one call.`),
});

/** What becomes of each event, in the order they were sent. */
export const ingestAnswer = z.object({
  accepted: z.number(),
  duplicates: z.number(),
  events: z.array(
    z.object({
      event_id: z.uuid(),
      external_id: z.string().nullable(),
      duplicate: z.boolean(),
      clock_ahead: z.boolean(),
    }),
  ),
});
