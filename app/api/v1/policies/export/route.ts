import { Readable } from "node:stream";
import { defineRoute } from "@/lib/platform/http/define-route";
import { downloadHeaders } from "@/lib/platform/http/file-response";
import { policyExportList } from "@/lib/policies/export-policy/policy-export";
import { archiveOf } from "@/lib/policies/export-policy/write-archive";

/** Every policy in force as PDF and Markdown in one ZIP archive, streamed while it is made. */
export const GET = defineRoute(policyExportList, {
  respond: ({ actor, versionIds }) =>
    new Response(Readable.toWeb(archiveOf(actor, versionIds)) as ReadableStream<Uint8Array>, {
      headers: downloadHeaders("policies.zip", "application/zip"),
    }),
});
