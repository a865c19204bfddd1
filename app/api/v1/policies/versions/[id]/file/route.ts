import { AppError } from "@/lib/platform/errors";
import { defineRoute } from "@/lib/platform/http/define-route";
import { downloadHeaders } from "@/lib/platform/http/file-response";
import { policyExport } from "@/lib/policies/export-policy/policy-export";
import { fileNameOf, markdownFileOf, pdfOf } from "@/lib/policies/export-policy/write-edition";

/** One version as `?format=pdf` (tagged, with its cover) or `markdown` (the very bytes that are hashed). */
export const GET = defineRoute(policyExport, {
  toInput: ({ id, format }) => {
    if (format !== undefined && format !== "pdf" && format !== "markdown") {
      throw new AppError("invalid", "Choose the format pdf or markdown.");
    }
    return { versionId: id };
  },
  async respond(exported, request) {
    if (new URL(request.url).searchParams.get("format") === "markdown") {
      const headers = downloadHeaders(fileNameOf(exported.edition, "md"), "text/markdown; charset=utf-8");
      return new Response(new Uint8Array(markdownFileOf(exported)), { headers });
    }
    return new Response(await pdfOf(exported), {
      headers: downloadHeaders(fileNameOf(exported.edition, "pdf"), "application/pdf"),
    });
  },
});
