import { z } from "zod";
import { line, optional } from "../../platform/text";
import { Classification, PolicyType } from "../schema";

const flag = z.union([z.boolean(), z.enum(["true", "on"]).transform(() => true), z.literal("").transform(() => false)]);

/** What holds for a policy whatever its version says (sheet, section 2). */
export const settingsInput = z.object({
  policyId: z.uuid(),
  ownerId: z.uuid("Choose an owner."),
  type: PolicyType,
  classification: Classification,
  mandatory: flag.default(false),
  acknowledgementRequired: flag.default(false),
  /** Left out: nobody is asked again. */
  reaffirmAfterDays: optional(
    z.coerce.number("Enter a number of days.").int().min(30, "At least 30 days.").max(1825, "At most five years."),
  ),
  reviewDate: optional(z.iso.date("Enter a date like 2026-11-26.")),
  tags: z.array(line(40)).max(20, "Use at most 20 tags.").default([]),
  approvalsRequired: z.coerce.number("Enter a number.").int().min(1, "At least one.").max(5, "At most five."),
});
