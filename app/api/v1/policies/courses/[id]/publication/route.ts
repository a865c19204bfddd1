import { z } from "zod";
import { defineRoute } from "@/lib/platform/http/define-route";
import { publishCourse, retireCourse } from "@/lib/policies/training/write-course";

const body = z.object({ id: z.uuid() });
const toInput = ({ id }: Record<string, unknown>) => ({ courseId: id });
const read = async () => ({});

/** From now on the course stays as it is, and its audience is asked. */
export const POST = defineRoute(publishCourse, {
  ...{ status: 201, body, read, toInput },
  toOutput: ({ courseId }) => ({ id: courseId, status: "published" }),
  response: z.object({ id: z.uuid(), status: z.literal("published") }),
});

/** Nobody is asked any more; certificates given stay. */
export const DELETE = defineRoute(retireCourse, {
  ...{ body, read, toInput },
  toOutput: ({ courseId }) => ({ id: courseId, status: "retired" }),
  response: z.object({ id: z.uuid(), status: z.literal("retired") }),
});
