import { z } from "zod";

/** Frameworks a report can be narrowed to. */
export const ReportFramework = z.enum(["soc2", "iso27001", "gdpr", "hipaa", "pci", "ccpa"]);

const unset = (value: unknown) => (value === "" ? undefined : value);

/** Days of the organisation's own calendar, both included; left out: the last 30. */
export const reportInput = z
  .object({
    from: z.preprocess(unset, z.iso.date("Enter a date.").optional()),
    to: z.preprocess(unset, z.iso.date("Enter a date.").optional()),
    framework: z.preprocess(unset, ReportFramework.optional()),
  })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ["to"], message: "The period ends before it begins." });
