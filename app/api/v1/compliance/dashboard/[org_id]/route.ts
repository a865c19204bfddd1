import { readDashboard } from "@/lib/dashboard/queries";
import { dashboardOnWire, dashboardQuery, dashboardWire } from "@/lib/dashboard/wire";
import { defineRoute } from "@/lib/platform/http/define-route";

/** `org_id` has been compared with the caller's own organisation before this runs. */
export const GET = defineRoute(readDashboard, {
  body: dashboardQuery,
  toInput: ({ timeframe }) => ({ timeframe }),
  toOutput: dashboardOnWire,
  response: dashboardWire,
});
