import "server-only";
import type { Tx } from "../../platform/db/client";
import { AppError, notFound } from "../../platform/errors";
import { newId } from "../../platform/ids";
import { command } from "../../platform/operation/command";
import { audienceWords } from "../audience";
import { coursePublished } from "../events";
import { claimFile } from "../files/waiting-file";
import { assertKnownGroups } from "../known-groups";
import { dateColumn, localDateOf } from "../local-day";
import { personWriting } from "../people";
import { assertLaysOut } from "../reading/layouts";
import { courseIdInput, courseInput, lessonInput, partInput, questionInput } from "./schema";

const words = { permission: "training:write", type: "training", controls: ["CC1.4", "A.6.3"] } as const;
const resourceOf = ({ id, title }: { id: string; title: string }) => ({ type: "training_course", id, label: title });

export const createCourse = command({
  ...words,
  name: "training.create-course",
  summary: "Begin a course",
  crud: "create",
  input: courseInput,
  async run({ tx, actor, now }, { audience, ...input }) {
    const id = newId(now.getTime());
    const policies = await tx.policy.count({ where: { id: { in: input.policyIds } } });
    if (policies !== new Set(input.policyIds).size) throw notFound("One of these policies");
    await assertKnownGroups(tx, audience);
    const course = {
      ...input,
      id,
      organizationId: actor.organizationId,
      authorId: personWriting(actor),
      createdAt: now,
    };
    await tx.trainingCourse.create({ data: course });
    await tx.trainingAudience.createMany({
      data: audience.map(({ kind, value, excluded, dueDays }) => ({
        ...{ id: newId(now.getTime()), organizationId: actor.organizationId, courseId: id },
        ...{ kind, value: value ?? null, excluded, dueDays: dueDays ?? null },
      })),
    });
    const { passPercent, maxAttempts, validMonths, dueDays } = input;
    return {
      output: { courseId: id },
      event: {
        resource: resourceOf(course),
        after: { status: "draft", passPercent, maxAttempts, validMonths, dueDays, audience: audienceWords(audience) },
      },
    };
  },
});

async function lockCourse(tx: Tx, courseId: string) {
  await tx.$queryRaw`select 1 from training_course where id = ${courseId}::uuid for update`;
  const course = await tx.trainingCourse.findUnique({ where: { id: courseId } });
  if (!course) throw notFound("This course");
  return course;
}

async function lockDraft(tx: Tx, courseId: string) {
  const course = await lockCourse(tx, courseId);
  if (course.status !== "draft")
    throw new AppError("conflict", "Nothing was changed: a course that was published stays as it is. Begin a new one.");
  return course;
}

export const addLesson = command({
  ...words,
  name: "training.add-lesson",
  summary: "Add a lesson to a course",
  input: lessonInput,
  prepare: ({ organizationId }, { text }) => assertLaysOut(organizationId, text),
  async run({ tx, actor, now }, { courseId, objectId, ...lesson }) {
    const course = await lockDraft(tx, courseId);
    const id = newId(now.getTime());
    const last = await tx.trainingLesson.aggregate({ where: { courseId }, _max: { position: true } });
    const position = 1 + (last._max.position ?? 0);
    const file = objectId ? await claimFile(tx, { objectId, purpose: "training", now }) : {};
    await tx.trainingLesson.create({
      data: { id, organizationId: actor.organizationId, courseId, position, ...lesson, ...file },
    });
    return {
      output: { lessonId: id },
      event: { resource: resourceOf(course), after: { lesson: lesson.title, position, objectId: objectId ?? null } },
    };
  },
});

export const addQuestion = command({
  ...words,
  name: "training.add-question",
  summary: "Add a question to the quiz of a course",
  input: questionInput,
  async run({ tx, actor, now }, { courseId, ...question }) {
    const course = await lockDraft(tx, courseId);
    const id = newId(now.getTime());
    const last = await tx.trainingQuestion.aggregate({ where: { courseId }, _max: { position: true } });
    const position = 1 + (last._max.position ?? 0);
    await tx.trainingQuestion.create({
      data: { id, organizationId: actor.organizationId, courseId, position, ...question },
    });
    // Auditors read the trail, and may have to pass the course too: the answers stay out of it.
    return {
      output: { questionId: id },
      event: { resource: resourceOf(course), after: { questionId: id, kind: question.kind, position } },
    };
  },
});

export const removePart = command({
  ...words,
  name: "training.remove-part",
  summary: "Remove a lesson or a question from a course",
  input: partInput,
  async run({ tx }, { courseId, partId }) {
    const course = await lockDraft(tx, courseId);
    const where = { id: partId, courseId };
    const lessons = await tx.trainingLesson.deleteMany({ where });
    const questions = await tx.trainingQuestion.deleteMany({ where });
    if (lessons.count + questions.count === 0) throw notFound("This part");
    return {
      output: { partId },
      event: { resource: resourceOf(course), before: { partId, kind: lessons.count > 0 ? "lesson" : "question" } },
    };
  },
});

/** From now on the course stays as it is, and its audience is asked. */
export const publishCourse = command({
  ...words,
  name: "training.publish-course",
  summary: "Publish a course",
  input: courseIdInput,
  async run({ tx, actor, now, emit }, { courseId }) {
    const course = await lockDraft(tx, courseId);
    const lessons = await tx.trainingLesson.count({ where: { courseId } });
    const questions = await tx.trainingQuestion.count({ where: { courseId } });
    if (lessons === 0 || questions === 0)
      throw new AppError("conflict", "Nothing was published: a course needs a lesson and a question.");
    const publishedOn = await localDateOf(tx, actor.organizationId, now);
    await tx.trainingCourse.update({
      where: { id: courseId },
      data: { status: "published", publishedOn: dateColumn(publishedOn) },
    });
    emit(coursePublished, { organizationId: actor.organizationId, courseId });
    return {
      output: { courseId },
      event: {
        resource: resourceOf(course),
        before: { status: "draft" },
        after: { status: "published", lessons, questions },
      },
    };
  },
});

/** Nobody is asked any more; certificates given stay. */
export const retireCourse = command({
  ...words,
  name: "training.retire-course",
  summary: "Retire a course",
  input: courseIdInput,
  async run({ tx }, { courseId }) {
    const course = await lockCourse(tx, courseId);
    if (course.status !== "published")
      throw new AppError("conflict", "Nothing was changed: this course is not published.");
    await tx.trainingCourse.update({ where: { id: courseId }, data: { status: "retired" } });
    const { count } = await tx.trainingAssignment.updateMany({
      where: { courseId, status: "open" },
      data: { status: "withdrawn" },
    });
    return {
      output: { courseId },
      event: {
        resource: resourceOf(course),
        before: { status: "published" },
        after: { status: "retired", withdrawn: count },
      },
    };
  },
});
