import { z } from "zod";
import { defineRoute } from "@/lib/platform/http/define-route";
import { addLesson } from "@/lib/policies/training/write-course";

const body = z.object({
  id: z.uuid(),
  title: z.string({ error: "Give the lesson a title." }),
  text: z.string({ error: "Write the text." }).describe("Markdown; of a film what it says"),
  object_id: z.uuid().optional().describe("A film or a document that was sent to /policies/lessons/files within a day"),
});

export const POST = defineRoute(addLesson, {
  status: 201,
  body,
  toInput: ({ id, title, text, object_id }) => ({ courseId: id, title, text, objectId: object_id }),
  toOutput: ({ lessonId }) => ({ id: lessonId }),
  response: z.object({ id: z.uuid() }),
});
