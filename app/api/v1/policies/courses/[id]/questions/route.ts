import { z } from "zod";
import { defineRoute } from "@/lib/platform/http/define-route";
import { questionWire, toQuestion } from "@/lib/policies/training/course-wire";
import { addQuestion } from "@/lib/policies/training/write-course";

export const POST = defineRoute(addQuestion, {
  status: 201,
  body: questionWire,
  toInput: (wire) => toQuestion(wire as z.output<typeof questionWire>),
  toOutput: ({ questionId }) => ({ id: questionId }),
  response: z.object({ id: z.uuid() }),
});
