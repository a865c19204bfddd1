import "server-only";
import { rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { inTenant } from "@/lib/platform/db/tenant";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { buildPackage, type PackageRequest, spoolFolder } from "./export/build-package";
import { zipPackage } from "./export/zip-package";

/** Builds an export package on disk with constant memory and streams its ZIP; what was spooled goes when the stream ends. */
export async function packageResponse(organizationId: string, request: PackageRequest): Promise<Response> {
  const folder = spoolFolder(env.DATA_EXPORT_PATH, newId());
  const discard = () => rm(folder, { recursive: true, force: true });
  try {
    const { checkpoint } = await buildPackage((work) => inTenant(organizationId, "read", work), request, folder);
    const zip = await zipPackage(folder);
    zip.once("close", () => void discard());
    return new Response(Readable.toWeb(zip) as ReadableStream<Uint8Array>, {
      headers: {
        "content-type": "application/zip",
        "content-disposition": `attachment; filename="audit-log-${checkpoint.size}.zip"`,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    await discard();
    throw error;
  }
}
