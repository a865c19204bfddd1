import { z } from "zod";
import { line, optional, paragraph } from "../../platform/text";
import { audienceRules, policyText } from "../schema";

export const CourseStatus = z.enum(["draft", "published", "retired"]);
export type CourseStatus = z.infer<typeof CourseStatus>;
export const courseStatusLabels: Record<CourseStatus, string> = {
  draft: "Draft",
  published: "Published",
  retired: "Retired",
};
export const QuestionKind = z.enum(["single", "multiple", "true_false"]);
export type QuestionKind = z.infer<typeof QuestionKind>;
export const questionKindLabels: Record<QuestionKind, string> = {
  single: "One answer is right",
  multiple: "Several answers can be right",
  true_false: "True or false",
};

const whole = (min: number, max: number) =>
  z.coerce.number({ error: "Enter a number." }).int("Enter a whole number.").min(min).max(max);
const list = z.preprocess(
  (value) => (value === undefined || value === "" ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.uuid()).max(50),
);

export const courseInput = z.object({
  title: line(160, "Give the course a title."),
  description: paragraph(2000, "Say what it is for."),
  passPercent: whole(1, 100).default(80),
  maxAttempts: whole(1, 20).default(3),
  coolDownHours: whole(0, 720).default(24),
  validMonths: whole(1, 60).default(12),
  dueDays: whole(0, 365).default(30),
  audience: audienceRules.default([{ kind: "everyone", excluded: false }]),
  policyIds: list.default([]),
});

export const courseIdInput = z.object({ courseId: z.uuid() });
export const lessonInput = z.object({
  courseId: z.uuid(),
  title: line(160, "Give the lesson a title."),
  /** With a film or a document: what it says, for whoever cannot see or hear it. */
  text: policyText,
  objectId: optional(z.uuid()),
});

/** Options one a line; the right ones begin with a star. Of true or false only which one it is. */
export const questionInput = z
  .object({
    courseId: z.uuid(),
    kind: QuestionKind,
    text: paragraph(1000, "Write the question."),
    options: optional(paragraph(4000)),
    truth: optional(z.enum(["true", "false"])),
  })
  .transform((typed, context) => {
    const { courseId, kind, text } = typed;
    if (kind === "true_false") {
      if (!typed.truth) context.addIssue({ code: "custom", path: ["truth"], message: "Say whether it is true." });
      return { courseId, kind, text, options: ["True", "False"], correct: [typed.truth === "false" ? 1 : 0] };
    }
    const lines = (typed.options ?? "").split("\n").map((each) => each.trim());
    const given = lines.filter((each) => each.replace("*", "").trim() !== "");
    const options = given.map((each) => each.replace(/^\*\s*/, "").slice(0, 300));
    const correct = given.flatMap((each, position) => (each.startsWith("*") ? [position] : []));
    const wrong =
      options.length < 2 || options.length > 8 || new Set(options).size < options.length
        ? "Write two to eight different answers, one a line."
        : correct.length === 0 || (kind === "single" && correct.length > 1)
          ? `Put a star before ${kind === "single" ? "the right answer" : "each right answer"}.`
          : null;
    if (wrong) context.addIssue({ code: "custom", path: ["options"], message: wrong });
    return { courseId, kind, text, options, correct };
  });

export const partInput = z.object({ courseId: z.uuid(), partId: z.uuid() });
export const attemptInput = z.object({ attemptId: z.uuid() });
export const gradeInput = z.object({
  attemptId: z.uuid(),
  /** By question id. */
  answers: z.record(z.uuid(), z.array(z.coerce.number().int().min(0).max(7)).max(8)),
});
