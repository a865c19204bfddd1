import "server-only";
import { z } from "zod";
import { notFound } from "../../platform/errors";
import { query } from "../../platform/operation/query";
import { audienceWords } from "../audience";
import { dateText, localDateOf } from "../local-day";
import { namesOf } from "../people";
import { figure } from "../rules";
import { courseIdInput } from "./schema";

/** All courses, with how many of those asked have passed: both numbers, and no rate where nobody was asked (P19). */
export const listCourses = query({
  name: "training.list",
  summary: "See courses and how far they are passed",
  permission: "training:read",
  input: z.object({}),
  async run({ tx, actor, now }) {
    const today = await localDateOf(tx, actor.organizationId, now);
    const courses = await tx.trainingCourse.findMany({
      orderBy: [{ status: "asc" }, { title: "asc" }],
      take: 200,
      include: {
        assignments: { orderBy: { round: "asc" }, select: { personId: true, status: true, validUntil: true } },
      },
    });
    return courses.map(({ assignments, ...course }) => {
      const standing = new Map<string, boolean>();
      for (const { personId, status, validUntil } of assignments) {
        // A renewal that is open does not end what still counts.
        const counts = validUntil !== null && dateText(validUntil) >= today;
        if (status === "withdrawn") standing.delete(personId);
        else standing.set(personId, counts || (standing.get(personId) ?? false));
      }
      const passed = [...standing.values()].filter(Boolean).length;
      return { id: course.id, title: course.title, status: course.status, passed: figure(passed, standing.size) };
    });
  },
});

/** A course with its lessons and who has passed; of questions only the wording. */
export const courseDetail = query({
  name: "training.detail",
  summary: "Read a course and who has passed it",
  permission: "training:read",
  input: courseIdInput,
  async run({ tx }, { courseId }) {
    const course = await tx.trainingCourse.findUnique({
      where: { id: courseId },
      include: {
        audiences: true,
        lessons: { orderBy: { position: "asc" }, select: { id: true, title: true, mediaType: true } },
        questions: { orderBy: { position: "asc" }, select: { id: true, kind: true, text: true } },
        assignments: {
          where: { status: { not: "withdrawn" } },
          orderBy: [{ status: "asc" }, { dueOn: "asc" }],
          take: 500,
        },
      },
    });
    if (!course) throw notFound("This course");
    const nameOf = await namesOf(
      tx,
      course.assignments.map(({ personId }) => personId),
    );
    const { assignments, audiences, ...facts } = course;
    const groups = await tx.policyGroup.findMany({ select: { id: true, name: true } });
    return {
      ...facts,
      audience: audienceWords(audiences, new Map(groups.map(({ id, name }) => [id, name]))),
      people: assignments.map((row) => ({
        id: row.id,
        name: nameOf(row.personId),
        passed: row.status === "passed",
        dueOn: dateText(row.dueOn),
        validUntil: row.validUntil ? dateText(row.validUntil) : null,
      })),
    };
  },
});

/** For writing one: policies that can demand it. */
export const courseChoices = query({
  name: "training.choices",
  summary: "List policies that can demand a course",
  permission: "training:write",
  input: z.object({}),
  run: ({ tx }) =>
    tx.policy.findMany({
      orderBy: { reference: "asc" },
      take: 500,
      select: { id: true, reference: true, title: true },
    }),
});
