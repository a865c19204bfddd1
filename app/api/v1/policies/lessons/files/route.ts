import { mayDo } from "@/lib/platform/auth/actor-types";
import { AppError } from "@/lib/platform/errors";
import { defineRoute } from "@/lib/platform/http/define-route";
import { storeLessonFile } from "@/lib/policies/training/lesson-files";
import { receiveLessonFile } from "@/lib/policies/training/receive-lesson-file";

/** The bytes of one film (MP4, WebM) or document (PDF) as the body, its name in `?name=`. Streams. */
export const POST = defineRoute(storeLessonFile, {
  status: 201,
  async read(request, actor) {
    // Not a byte is taken from somebody who may not write; the command then refuses and records it.
    if (!mayDo(actor, "training:write")) return {};
    if (!request.body) throw new AppError("malformed", "Send the file's bytes as the body.");
    return receiveLessonFile(request.body, new URL(request.url).searchParams.get("name") ?? "lesson");
  },
  toOutput: ({ objectId, sha256, size, fileName, mediaType }) => ({
    object_id: objectId,
    sha256,
    size,
    file_name: fileName,
    media_type: mediaType,
  }),
});
