import { z } from "zod";
import { defineRoute } from "@/lib/platform/http/define-route";
import { listCourses } from "@/lib/policies/training/course-queries";
import { courseWire } from "@/lib/policies/training/course-wire";
import { createCourse } from "@/lib/policies/training/write-course";
import { audienceWire, toAudience } from "@/lib/policies/writing/draft-wire";

export const GET = defineRoute(listCourses, {
  toOutput: (courses) => ({ courses }),
  response: z.object({ courses: z.array(courseWire) }),
});

const body = z.object({
  title: z.string({ error: "Give the course a title." }),
  description: z.string({ error: "Say what it is for." }),
  pass_percent: z.number().int().optional(),
  max_attempts: z.number().int().optional(),
  cool_down_hours: z.number().int().optional(),
  valid_months: z.number().int().optional(),
  due_days: z.number().int().optional(),
  audience: audienceWire.default([{ kind: "everyone" }]),
  policy_ids: z.array(z.uuid()).optional().describe("Policies that are acknowledged only after it"),
});

export const POST = defineRoute(createCourse, {
  status: 201,
  body,
  toInput: (wire) => {
    const given = wire as z.output<typeof body>;
    return {
      ...{ title: given.title, description: given.description, audience: toAudience(given.audience) },
      passPercent: given.pass_percent,
      maxAttempts: given.max_attempts,
      coolDownHours: given.cool_down_hours,
      validMonths: given.valid_months,
      dueDays: given.due_days,
      policyIds: given.policy_ids,
    };
  },
  toOutput: ({ courseId }) => ({ id: courseId }),
  response: z.object({ id: z.uuid() }),
});
