"use server";

import { readDashboard } from "@/lib/dashboard/queries";
import { defineAction } from "@/lib/platform/http/define-action";

/** Computes the figures anew; the page then reads them from the cache. */
export const refreshDashboardAction = defineAction(readDashboard, {
  input: ({ timeframe }) => ({ timeframe, fresh: true }),
});
