import { storeFile } from "@/lib/audit/evidence/store-file";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { AppError } from "@/lib/platform/errors";
import { defineRoute } from "@/lib/platform/http/define-route";
import { receiveFile } from "@/lib/platform/storage/receive-file";

/** The bytes of one file as the body, its name in `?name=`. Streams: memory does not grow with the file. */
export const POST = defineRoute(storeFile, {
  status: 201,
  async read(request, actor) {
    // Not a byte is taken from somebody who may not add evidence; the command then refuses and records it.
    if (!mayDo(actor, "evidence:collect")) return {};
    if (!request.body) throw new AppError("malformed", "Send the file's bytes as the body.");
    return receiveFile(request.body, new URL(request.url).searchParams.get("name") ?? "file");
  },
  toOutput: ({ objectId, sha256, size, fileName, mediaType }) => ({
    object_id: objectId,
    sha256,
    size,
    file_name: fileName,
    media_type: mediaType,
  }),
});
