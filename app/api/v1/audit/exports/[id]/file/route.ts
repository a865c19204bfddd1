import { downloadExport } from "@/lib/audit/export/queries";
import { exportStore } from "@/lib/audit/export/run-export";
import { defineRoute } from "@/lib/platform/http/define-route";
import { fileResponse } from "@/lib/platform/http/file-response";

/** The whole file, checked before its first byte leaves; that somebody takes it is on record before (A19). */
export const GET = defineRoute(downloadExport, {
  toInput: ({ id }) => ({ exportId: id }),
  respond: ({ object, fileName }) => fileResponse(object, fileName, "application/zip", exportStore()),
});
