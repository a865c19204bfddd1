import "server-only";
import { z } from "zod";
import { notFound } from "../../platform/errors";
import { query } from "../../platform/operation/query";
import { ownDueDates } from "../due-dates/my-due-dates";
import { dateText, localDateOf } from "../local-day";
import { personActing } from "../people";
import { dayOrNull } from "../violations/find-violation";
import { waitingPolicies } from "./passed-policies";
import { nextAttemptFrom } from "./rules";
import { attemptInput, courseIdInput } from "./schema";
import { layoutShape } from "./take-quiz";

/** What of a course a learner may see; questions are not among it, nor are their answers. */
const shown = {
  id: true,
  title: true,
  description: true,
  passPercent: true,
  maxAttempts: true,
  coolDownHours: true,
  validMonths: true,
} as const;

export const myTraining = query({
  name: "training.mine",
  summary: "List one's own training",
  permission: "work:read:own",
  input: z.object({}),
  async run({ tx, actor, now }) {
    const personId = actor.kind === "user" ? actor.personId : null;
    const today = await localDateOf(tx, actor.organizationId, now);
    const rows = personId
      ? await tx.trainingAssignment.findMany({
          where: { personId, status: { not: "withdrawn" } },
          orderBy: [{ dueOn: "asc" }, { id: "asc" }],
          include: { course: { select: { id: true, title: true } }, certificate: { select: { code: true } } },
        })
      : [];
    const due = await ownDueDates(tx, personId, today);
    return {
      due: rows
        .filter(({ status }) => status === "open")
        .map(({ course, round, ...time }) => ({
          courseId: course.id,
          title: course.title,
          ...due(time),
          round,
        })),
      passed: rows.flatMap((row) =>
        row.validUntil && row.passedOn && row.certificate
          ? [
              {
                code: row.certificate.code,
                title: row.course.title,
                passedOn: dateText(row.passedOn),
                validUntil: dateText(row.validUntil),
                valid: dateText(row.validUntil) >= today,
              },
            ]
          : [],
      ),
    };
  },
});

/** One's own course: lessons, rules and what was tried so far. */
export const learnCourse = query({
  name: "training.learn",
  summary: "Open a course one was asked to take",
  permission: "training:learn",
  input: courseIdInput,
  async run({ tx, actor, now }, { courseId }) {
    const personId = personActing(actor);
    const rounds = await tx.trainingAssignment.findMany({
      where: { courseId, personId, status: { not: "withdrawn" } },
      orderBy: { round: "desc" },
      take: 1,
      include: {
        course: {
          select: {
            ...shown,
            policyIds: true,
            _count: { select: { questions: true } },
            lessons: {
              orderBy: { position: "asc" },
              select: { id: true, title: true, text: true, mediaType: true, fileName: true, size: true },
            },
          },
        },
        attempts: {
          orderBy: { number: "asc" },
          select: { id: true, number: true, gradedAt: true, right: true, total: true, passed: true },
        },
        certificate: { select: { code: true } },
      },
    });
    const [round] = rounds;
    if (!round) throw notFound("This training");
    const { course, attempts } = round;
    const { lessons, _count, policyIds, ...facts } = course;
    const graded = attempts.flatMap(({ gradedAt }) => (gradedAt ? [gradedAt] : []));
    const from = nextAttemptFrom(graded, course);
    return {
      ...facts,
      lessons,
      questions: _count.questions,
      status: round.status,
      ...(await ownDueDates(tx, personId, await localDateOf(tx, actor.organizationId, now)))(round),
      validUntil: dayOrNull(round.validUntil),
      certificate: round.certificate?.code ?? null,
      policies: round.status === "passed" ? await waitingPolicies(tx, policyIds, personId) : [],
      attempts: attempts.filter(({ gradedAt }) => gradedAt),
      openAttemptId: attempts.find(({ gradedAt }) => !gradedAt)?.id ?? null,
      waitsUntil: from && now < from ? from : null,
    };
  },
});

/** An attempt: before grading its questions without their answers; afterwards which were right. */
export const readAttempt = query({
  name: "training.attempt",
  summary: "Read one's own attempt at a quiz",
  permission: "training:learn",
  input: attemptInput,
  async run({ tx, actor }, { attemptId }) {
    const personId = personActing(actor);
    const attempt = await tx.trainingAttempt.findFirst({
      where: { id: attemptId, personId },
      include: {
        assignment: {
          select: {
            certificate: { select: { code: true } },
            course: {
              select: {
                ...shown,
                policyIds: true,
                questions: { select: { id: true, kind: true, text: true, options: true } },
              },
            },
          },
        },
      },
    });
    if (!attempt) throw notFound("This attempt");
    const { questions, policyIds, ...course } = attempt.assignment.course;
    const byId = new Map(questions.map((question) => [question.id, question]));
    return {
      id: attempt.id,
      number: attempt.number,
      course,
      graded:
        attempt.right === null
          ? null
          : { right: attempt.right, total: attempt.total ?? 0, passed: attempt.passed ?? false },
      certificate: attempt.assignment.certificate?.code ?? null,
      policies: attempt.passed ? await waitingPolicies(tx, policyIds, personId) : [],
      questions: layoutShape.parse(attempt.layout).flatMap(({ id, options }) => {
        const question = byId.get(id);
        if (!question) return [];
        const { kind, text } = question;
        return [{ id, kind, text, options: options.map((value) => ({ value, label: question.options[value] ?? "" })) }];
      }),
    };
  },
});
