import { storeFile } from "@/lib/audit/evidence/store-file";
import { bodyOf, defineUpload } from "@/lib/platform/http/define-upload";
import { receiveFile } from "@/lib/platform/storage/receive-file";

/** The bytes of one file as the body, its name in `?name=`, the hash they must have in `?sha256=`. Streams: memory does not grow with the file. */
export const POST = defineUpload(storeFile, async (request, name) =>
  receiveFile(bodyOf(request), name ?? "file", new URL(request.url).searchParams.get("sha256")),
);
