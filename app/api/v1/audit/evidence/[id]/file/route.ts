import { downloadEvidence } from "@/lib/audit/evidence/queries";
import { assertIntact } from "@/lib/audit/evidence/verify";
import { defineRoute } from "@/lib/platform/http/define-route";
import { fileResponse } from "@/lib/platform/http/file-response";

/** The stored file, after its bytes were found to be what was collected; always an attachment (E2, E7). */
export const GET = defineRoute(downloadEvidence, {
  before: assertIntact,
  respond: ({ version, object }) => fileResponse(object, version.fileName, version.mediaType),
});
