import "server-only";
import type { Tx } from "../../platform/db/client";
import { dateColumn, localDateOf } from "../local-day";

/** The title of a course that must be passed before this policy is acknowledged (P14), if this person is asked to take it. */
export async function missingCourse(
  tx: Tx,
  { policyId, personId, at }: { policyId: string; personId: string; at: Date },
): Promise<string | null> {
  const asked = await tx.trainingAssignment.findMany({
    where: { personId, status: { not: "withdrawn" }, course: { status: "published", policyIds: { has: policyId } } },
    select: { organizationId: true, courseId: true, validUntil: true, course: { select: { title: true } } },
  });
  const [first] = asked;
  if (!first) return null;
  const today = dateColumn(await localDateOf(tx, first.organizationId, at));
  const held = new Set(
    asked.filter(({ validUntil }) => validUntil && validUntil >= today).map(({ courseId }) => courseId),
  );
  return asked.find(({ courseId }) => !held.has(courseId))?.course.title ?? null;
}
