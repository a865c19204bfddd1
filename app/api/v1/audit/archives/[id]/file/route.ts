import { downloadArchive } from "@/lib/audit/archive/queries";
import { defineRoute } from "@/lib/platform/http/define-route";
import { fileResponse } from "@/lib/platform/http/file-response";

/** The whole bundle, checked before its first byte leaves; that somebody takes it is on record before (A19). */
export const GET = defineRoute(downloadArchive, {
  respond: ({ object, fileName }) => fileResponse(object, fileName, "application/zip"),
});
