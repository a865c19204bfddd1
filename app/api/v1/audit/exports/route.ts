import { exportEvents } from "@/lib/audit/export-events";
import { packageResponse } from "@/lib/audit/stream-package";
import { defineRoute } from "@/lib/platform/http/define-route";

/** The package as a ZIP. Its event is on record before the first byte is built (A14, A19). */
export const GET = defineRoute(exportEvents, {
  respond: ({ organizationId, request }) => packageResponse(organizationId, request),
});
