import { z } from "zod";
import { defineRoute } from "@/lib/platform/http/define-route";
import { courseDetail } from "@/lib/policies/training/course-queries";
import { CourseStatus, QuestionKind } from "@/lib/policies/training/schema";

/** A course with its lessons and questions; the answers are in nobody's hands before an attempt is graded (P17). */
export const GET = defineRoute(courseDetail, {
  body: z.object({ id: z.uuid() }),
  toInput: ({ id }) => ({ courseId: id }),
  toOutput: ({ id, title, description, status, audience, people, ...course }) => ({
    ...{ id, title, description, status, audience },
    pass_percent: course.passPercent,
    max_attempts: course.maxAttempts,
    cool_down_hours: course.coolDownHours,
    valid_months: course.validMonths,
    due_days: course.dueDays,
    policy_ids: course.policyIds,
    lessons: course.lessons.map(({ mediaType, ...lesson }) => ({ ...lesson, media_type: mediaType })),
    questions: course.questions,
    people: people.map(({ name, passed, dueOn, validUntil }) => ({
      ...{ name, passed },
      due_on: dueOn,
      valid_until: validUntil,
    })),
  }),
  response: z.object({
    id: z.uuid(),
    title: z.string(),
    description: z.string(),
    status: CourseStatus,
    audience: z.string(),
    pass_percent: z.number(),
    max_attempts: z.number(),
    cool_down_hours: z.number(),
    valid_months: z.number(),
    due_days: z.number(),
    policy_ids: z.array(z.uuid()),
    lessons: z.array(z.object({ id: z.uuid(), title: z.string(), media_type: z.string().nullable() })),
    questions: z.array(z.object({ id: z.uuid(), kind: QuestionKind, text: z.string() })),
    people: z
      .array(
        z.object({
          name: z.string(),
          passed: z.boolean(),
          due_on: z.iso.date(),
          valid_until: z.iso.date().nullable(),
        }),
      )
      .describe("Who was asked, the first 500"),
  }),
});
