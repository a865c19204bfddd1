import { defineRoute } from "@/lib/platform/http/define-route";
import { policyFigures } from "@/lib/policies/queries/compliance-status";
import { statusOnWire, statusWire } from "@/lib/policies/status-wire";

/** `org_id` has been compared with the caller's own organisation before this runs. */
export const GET = defineRoute(policyFigures, {
  toInput: () => ({}),
  toOutput: statusOnWire,
  response: statusWire,
});
