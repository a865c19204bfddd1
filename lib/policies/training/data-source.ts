import "server-only";
import type { CollectedRow, ReadTenant } from "../../platform/contribution";
import { dateText } from "../local-day";

/** For a package of a person's data: what they were asked to learn, how they did, and the courses they wrote. */
export async function* trainingRows(personId: string, read: ReadTenant): AsyncGenerator<CollectedRow> {
  const rounds = await read((tx) =>
    tx.trainingAssignment.findMany({
      where: { personId },
      orderBy: { id: "asc" },
      include: { course: { select: { title: true } }, attempts: { orderBy: { number: "asc" } }, certificate: true },
    }),
  );
  for (const { course, status, dueOn, passedOn, validUntil, attempts, certificate } of rounds)
    yield {
      collection: "training",
      row: {
        course: course.title,
        status,
        dueOn: dateText(dueOn),
        passedOn: passedOn && dateText(passedOn),
        validUntil: validUntil && dateText(validUntil),
        certificateFor: certificate?.holder ?? null,
        attempts: attempts.map(({ number, startedAt, right, total, passed }) => ({
          number,
          startedAt: startedAt.toISOString(),
          right,
          total,
          passed,
        })),
      },
    };
  const written = await read((tx) =>
    tx.trainingCourse.findMany({ where: { authorId: personId }, orderBy: { id: "asc" } }),
  );
  for (const { title, status } of written) yield { collection: "training-courses-written", row: { title, status } };
}
