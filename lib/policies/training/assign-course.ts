import "server-only";
import { z } from "zod";
import { notFound } from "../../platform/errors";
import { newId } from "../../platform/ids";
import { command } from "../../platform/operation/command";
import { query } from "../../platform/operation/query";
import { dutyTimeOf, type Member } from "../audience";
import { dateColumn, dateText, localDateOf } from "../local-day";
import { memberById } from "../members";
import { type DutyTime, notCounting } from "../rules";
import { isRenewal } from "./rules";
import { courseIdInput } from "./schema";

export const coursesInUse = query({
  name: "training.in-use",
  summary: "Find published courses",
  permission: "training:assign",
  input: z.object({}),
  async run({ tx }) {
    const rows = await tx.trainingCourse.findMany({
      where: { status: "published" },
      orderBy: { id: "asc" },
      select: { id: true },
    });
    return rows.map(({ id }) => id);
  },
});

const batch = 200;

/** Whoever joins when the time is over has the day itself; who is asked again, until the training expires. Absences do not run. */
function timeFor(time: DutyTime, member: Member, today: string, validUntil?: string): DutyTime {
  if (validUntil === undefined && time.dueOn >= today) return time;
  const baseDueOn = validUntil ?? today;
  const countedFrom = baseDueOn < today ? baseDueOn : today;
  return { countedFrom, baseDueOn, dueOn: notCounting(member.absences ?? [], countedFrom, baseDueOn) };
}

/** Asks whoever the course is for, a batch of members at a time: joiners, and again those whose training expires soon; leavers no more. */
export const assignCourse = command({
  name: "training.assign",
  summary: "Ask the audience of a course",
  permission: "training:assign",
  type: "training",
  crud: "create",
  controls: ["CC1.4", "A.6.3"],
  input: courseIdInput.extend({ after: z.uuid().nullable().default(null) }),
  async run({ tx, actor, now }, { courseId, after }) {
    const course = await tx.trainingCourse.findUnique({ where: { id: courseId }, include: { audiences: true } });
    if (!course) throw notFound("This course");
    const resource = { type: "training_course", id: course.id, label: course.title };
    if (course.status !== "published" || !course.publishedOn)
      return { output: { asked: 0, next: null }, event: { resource, after: { skipped: true } } };
    const today = await localDateOf(tx, actor.organizationId, now);
    const members = await tx.membership.findMany({
      where: { organizationId: actor.organizationId, ...(after ? { personId: { gt: after } } : {}) },
      orderBy: { personId: "asc" },
      take: batch,
      select: { personId: true },
    });
    const rows = await tx.trainingAssignment.findMany({
      where: { courseId, personId: { in: members.map(({ personId }) => personId) } },
      orderBy: { round: "asc" },
    });
    const latest = new Map(rows.map((row) => [row.personId, row]));
    const version = { publishedOn: dateText(course.publishedOn), dueDays: course.dueDays };
    const fresh: ({ personId: string; round: number } & DutyTime)[] = [];
    const gone: string[] = [];
    for (const { personId } of members) {
      const member = await memberById(tx, actor.organizationId, personId, today);
      const time = member ? dutyTimeOf(member, course.audiences, version, today) : null;
      const row = latest.get(personId);
      if (!member || !time) {
        if (row?.status === "open") gone.push(row.id);
      } else if (!row) fresh.push({ personId, round: 1, ...timeFor(time, member, today) });
      else if (row.status === "withdrawn")
        fresh.push({ personId, round: row.round + 1, ...timeFor(time, member, today) });
      else if (row.status === "passed" && row.validUntil && isRenewal(dateText(row.validUntil), today))
        fresh.push({ personId, round: row.round + 1, ...timeFor(time, member, today, dateText(row.validUntil)) });
    }
    await tx.trainingAssignment.createMany({
      data: fresh.map(({ dueOn, baseDueOn, countedFrom, ...row }) => ({
        ...row,
        id: newId(now.getTime()),
        organizationId: actor.organizationId,
        courseId,
        dueOn: dateColumn(dueOn),
        baseDueOn: dateColumn(baseDueOn),
        countedFrom: dateColumn(countedFrom),
        assignedAt: now,
      })),
      skipDuplicates: true,
    });
    await tx.trainingAssignment.updateMany({ where: { id: { in: gone } }, data: { status: "withdrawn" } });
    const next = members.length === batch ? (members.at(-1)?.personId ?? null) : null;
    return {
      output: { asked: fresh.length, next },
      event: { resource, after: { asked: fresh.length, withdrawn: gone.length } },
    };
  },
});
