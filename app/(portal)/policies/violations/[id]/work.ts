import type { violationChoices, WholeViolation } from "@/lib/policies/violations/queries";

/** What every part of the page gets; `choices` null for who only reads. */
export type Work = {
  whole: WholeViolation;
  choices: Awaited<ReturnType<typeof violationChoices>> | null;
  organizationId: string;
};
