import "server-only";
import type { InngestFunction } from "inngest";
import { deleteOldJobRuns } from "@/lib/platform/jobs/housekeeping";
import { distributePolicy, settlePolicyAudiences } from "@/lib/policies/jobs";
import { privacyFunctions } from "@/lib/privacy/jobs";
import { rejudgeOpenTickets, sweepSlaClocks } from "@/lib/support/jobs";
import { contributions } from "./contributions";

/** Everything that happens later, in all domains. */
export const functions: InngestFunction.Any[] = [
  deleteOldJobRuns,
  distributePolicy,
  settlePolicyAudiences,
  sweepSlaClocks,
  rejudgeOpenTickets,
  ...privacyFunctions(contributions),
];
