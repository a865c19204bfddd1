import { defineRoute } from "@/lib/platform/http/define-route";
import { fileResponse } from "@/lib/platform/http/file-response";
import { policyFile } from "@/lib/policies/files/policy-file";

/** A picture or an original, verified first; always an attachment that cannot run anything (a page may still show a picture). */
export const GET = defineRoute(policyFile, {
  respond: ({ object, fileName, mediaType }) => fileResponse(object, fileName, mediaType),
});
