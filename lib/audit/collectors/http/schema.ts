import { z } from "zod";
import { line, optional, paragraph } from "@/lib/platform/text";
import { controlIds } from "../../evidence/schema";
import { EvidenceType } from "../../schema";
import { parsePath } from "./json-path";

export const HttpSourceCadence = z.enum(["daily", "weekly", "monthly"]);
export type HttpSourceCadence = z.infer<typeof HttpSourceCadence>;
export const httpSourceCadenceLabels: Record<HttpSourceCadence, string> = {
  daily: "Every day",
  weekly: "Every week",
  monthly: "Every month",
};

const address = line(2000, "Enter the address.").superRefine((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  const refuse = (message: string) => context.addIssue({ code: "custom", message });
  if (!url || !["http:", "https:"].includes(url.protocol)) refuse("Enter an address that begins with https://.");
  else if (url.username || url.password) refuse("Leave name and password out of the address: use the header.");
});

const path = line(500, "Enter a path; $ means the whole answer.").superRefine((text, context) => {
  try {
    parsePath(text);
  } catch (error) {
    context.addIssue({ code: "custom", message: (error as Error).message });
  }
});

export const addSourceInput = z
  .object({
    title: line(120, "Say what this source shows."),
    description: optional(paragraph(2000)),
    url: address,
    headerName: optional(
      z
        .string()
        .regex(/^[A-Za-z0-9-]{1,80}$/, "A header's name has letters, digits and hyphens, such as Authorization."),
    ),
    headerSecret: optional(
      z
        .string()
        .max(2000)
        .regex(/^[\x20-\x7e]+$/, "A header's value has plain characters only."),
    ),
    jsonPath: path,
    cadence: HttpSourceCadence,
    evidenceType: EvidenceType,
    controlIds,
  })
  .refine((input) => (input.headerName === undefined) === (input.headerSecret === undefined), {
    path: ["headerSecret"],
    message: "Header and value belong together: fill in both, or neither.",
  });
