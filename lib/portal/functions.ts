import "server-only";
import type { InngestFunction } from "inngest";
import { deleteOldJobRuns } from "@/lib/platform/jobs/housekeeping";

/** Everything that happens later, in all domains. */
export const functions: InngestFunction.Any[] = [deleteOldJobRuns];
