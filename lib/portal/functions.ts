import "server-only";
import type { InngestFunction } from "inngest";
import { deleteOldJobRuns } from "@/lib/platform/jobs/housekeeping";
import { distributePolicy, settlePolicyAudiences } from "@/lib/policies/jobs";
import { rejudgeOpenTickets, sweepSlaClocks } from "@/lib/support/jobs";

/** Everything that happens later, in all domains. */
export const functions: InngestFunction.Any[] = [
  deleteOldJobRuns,
  distributePolicy,
  settlePolicyAudiences,
  sweepSlaClocks,
  rejudgeOpenTickets,
];
