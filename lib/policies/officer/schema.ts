import { z } from "zod";
import { line, optional } from "../../platform/text";

export const MatrixState = z.enum(["open", "overdue", "done"]);
export type MatrixState = z.infer<typeof MatrixState>;
export const matrixStateLabels: Record<MatrixState, string> = {
  open: "Something open",
  overdue: "Something overdue",
  done: "Nothing open",
};

/** The part of an address that says which people and policies a matrix shows. */
export const matrixInput = z.object({
  q: optional(line(100)),
  department: optional(line(200)),
  location: optional(line(200)),
  state: optional(MatrixState),
  policy: optional(line(20)),
  page: z.coerce.number().int().min(1).max(10_000).catch(1).optional(),
});
