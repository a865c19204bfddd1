import { bodyOf, defineUpload } from "@/lib/platform/http/define-upload";
import { storeLessonFile } from "@/lib/policies/training/lesson-files";
import { receiveLessonFile } from "@/lib/policies/training/receive-lesson-file";

/** The bytes of one film (MP4, WebM) or document (PDF) as the body, its name in `?name=`. Streams. */
export const POST = defineUpload(storeLessonFile, async (request, name) =>
  receiveLessonFile(bodyOf(request), name ?? "lesson"),
);
