import { defineRoute } from "@/lib/platform/http/define-route";
import { fileResponse, rangeResponse } from "@/lib/platform/http/file-response";
import { lessonFile } from "@/lib/policies/training/lesson-files";
import { isFilm, rangeOf } from "@/lib/policies/training/lesson-media";

/** A film in ranges, as players ask for it; a document whole and as an attachment. Neither can run anything. */
export const GET = defineRoute(lessonFile, {
  toInput: ({ id }) => ({ lessonId: id }),
  respond({ object, fileName, mediaType }, request) {
    if (!isFilm(mediaType)) return fileResponse(object, fileName, mediaType);
    const size = Number(object.size);
    const asked = request.headers.get("range");
    return rangeResponse(object, fileName, mediaType, rangeOf(asked, size));
  },
});
