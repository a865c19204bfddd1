import { z } from "zod";
import { CourseStatus, QuestionKind } from "./schema";

const share = z.object({ numerator: z.number(), denominator: z.number(), rate: z.number().nullable() });

/** A course in the names of the REST interface. */
export const courseWire = z.object({
  id: z.uuid(),
  title: z.string(),
  status: CourseStatus,
  passed: share.describe("People whose pass is valid, of all who were asked"),
});

const plainLine = z.string().regex(/^[^\n\r*][^\n\r]*$/, "One line that does not begin with a star");

/** A question as it is sent: of true or false only which one it is. */
export const questionWire = z.object({
  id: z.uuid().describe("The course"),
  kind: QuestionKind,
  text: z.string({ error: "Write the question." }),
  options: z.array(z.object({ text: plainLine, right: z.boolean().default(false) })).optional(),
  truth: z.boolean().optional().describe("Of a statement that is true or false"),
});

/** The same as the form writes it: options one a line, a star before each right one. */
export function toQuestion({ id, kind, text, options, truth }: z.output<typeof questionWire>) {
  return {
    courseId: id,
    ...{ kind, text },
    options: options?.map((option) => `${option.right ? "*" : ""}${option.text}`).join("\n"),
    truth: truth === undefined ? undefined : truth ? "true" : "false",
  };
}
