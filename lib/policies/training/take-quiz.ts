import "server-only";
import { randomBytes, randomInt } from "node:crypto";
import { z } from "zod";
import type { Tx } from "../../platform/db/client";
import { AppError, notFound } from "../../platform/errors";
import { newId } from "../../platform/ids";
import { command } from "../../platform/operation/command";
import { aboutPerson } from "../../platform/operation/protected";
import { dateColumn, dateText, localDateOf } from "../local-day";
import { personActing } from "../people";
import { certificateFingerprint } from "./fingerprint";
import { gradeOf, layoutOf, nextAttemptFrom, validUntil } from "./rules";
import { courseIdInput, gradeInput } from "./schema";

const words = { permission: "training:learn", type: "training", controls: ["CC1.4", "A.6.3"] } as const;
export const layoutShape = z.array(z.object({ id: z.string(), options: z.array(z.number()) }));

/** One's open round of a published course, locked. */
async function lockOwn(tx: Tx, where: { courseId: string; personId: string }) {
  const open = { ...where, status: "open", course: { status: "published" } } as const;
  const found = await tx.trainingAssignment.findFirst({ where: open, select: { id: true } });
  if (!found) throw notFound("This training");
  await tx.$queryRaw`select 1 from training_assignment where id = ${found.id}::uuid for update`;
  const assignment = await tx.trainingAssignment.findFirst({
    where: { id: found.id, status: "open" },
    include: { course: { include: { questions: true } }, attempts: { orderBy: { number: "asc" } } },
  });
  if (!assignment) throw new AppError("conflict", "Nothing was begun: you have passed this course already.");
  return assignment;
}

/** Begins an attempt with the questions in an order of its own; the one that is open goes on. */
export const beginAttempt = command({
  ...words,
  name: "training.begin",
  summary: "Begin the quiz of a course",
  crud: "create",
  input: courseIdInput,
  async run({ tx, actor, now }, { courseId }) {
    const personId = personActing(actor);
    const { course, attempts, id: assignmentId } = await lockOwn(tx, { courseId, personId });
    const resource = { type: "training_course", id: courseId, label: course.title };
    const open = attempts.find(({ gradedAt }) => gradedAt === null);
    if (open)
      return {
        output: { attemptId: open.id, courseId },
        event: { resource, after: { attempt: open.number, again: true } },
      };
    const from = nextAttemptFrom(
      attempts.flatMap(({ gradedAt }) => (gradedAt ? [gradedAt] : [])),
      course,
    );
    if (from && now < from)
      throw new AppError(
        "conflict",
        `Nothing was begun: you have used your ${course.maxAttempts} attempts. Read the lessons again; you can try again ${course.coolDownHours} hours after the last one.`,
      );
    const attemptId = newId(now.getTime());
    const number = attempts.length + 1;
    await tx.trainingAttempt.create({
      data: {
        id: attemptId,
        organizationId: actor.organizationId,
        assignmentId,
        personId,
        number,
        layout: layoutOf(course.questions, (below) => randomInt(below)),
        startedAt: now,
      },
    });
    return { output: { attemptId, courseId }, event: { resource, after: { attempt: number } } };
  },
});

/** Grades an attempt by the answers stored here (P17); passed, the round ends and a certificate is issued. Twice is a conflict. */
export const gradeAttempt = command({
  ...words,
  name: "training.grade",
  summary: "Hand in the quiz of a course",
  input: gradeInput,
  async run({ tx, actor, now }, { attemptId, answers }) {
    const personId = personActing(actor);
    await tx.$queryRaw`select 1 from training_attempt where id = ${attemptId}::uuid for update`;
    const attempt = await tx.trainingAttempt.findFirst({
      where: { id: attemptId, personId },
      include: { assignment: { include: { course: { include: { questions: true } } } } },
    });
    if (!attempt) throw notFound("This attempt");
    if (attempt.gradedAt) throw new AppError("conflict", "Nothing was changed: this attempt was graded already.");
    const { assignment } = attempt;
    const { course } = assignment;
    const open = assignment.status === "open" && course.status === "published";
    if (!open) throw new AppError("conflict", "Nothing was graded: this course is no longer asked of you.");
    const grade = gradeOf(course.questions, answers, course.passPercent);
    const { right, total, passed } = grade;
    await tx.trainingAttempt.update({
      where: { id: attemptId },
      data: { gradedAt: now, answers, right, total, passed },
    });
    let certificate: { id: string; fingerprint: string } | undefined;
    if (passed) {
      const passedOn = await localDateOf(tx, actor.organizationId, now);
      const until = dateColumn(validUntil(passedOn, course.validMonths));
      const days = { passedOn: dateColumn(passedOn), validUntil: until };
      await tx.trainingAssignment.update({ where: { id: assignment.id }, data: { status: "passed", ...days } });
      const organization = await tx.organization.findUniqueOrThrow({
        where: { id: actor.organizationId },
        select: { name: true },
      });
      const person = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { name: true } });
      const said = {
        code: randomBytes(16).toString("base64url"),
        holder: person.name,
        course: course.title,
        organization: organization.name,
      };
      const fingerprint = certificateFingerprint({ ...said, passedOn, validUntil: dateText(until) });
      certificate = { id: newId(now.getTime()), fingerprint };
      await tx.trainingCertificate.create({
        data: {
          id: certificate.id,
          organizationId: actor.organizationId,
          assignmentId: assignment.id,
          personId,
          ...said,
          ...days,
          issuedAt: now,
        },
      });
    }
    return {
      output: { attemptId, courseId: course.id, right, total, passed },
      event: {
        resource: { type: "training_course", id: course.id, label: course.title },
        after: {
          attempt: attempt.number,
          result: aboutPerson(personId, { right, total, passed }),
          certificate: certificate?.fingerprint,
          certificateId: certificate?.id,
          assignmentId: certificate && assignment.id,
        },
      },
    };
  },
});
