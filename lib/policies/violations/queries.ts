import "server-only";
import { z } from "zod";
import { mayDo } from "../../platform/auth/actor-types";
import { notFound } from "../../platform/errors";
import { query } from "../../platform/operation/query";
import { dateText, localDateOf } from "../local-day";
import { namesOf } from "../people";
import { ViolationStatus } from "../schema";
import { dayOrNull, notAbout } from "./find-violation";
import { listViolationsInput, violationInput } from "./schema";

const shown = 200;

/** The board: what is not settled first, the most severe and then the oldest on top. */
export const listViolations = query({
  name: "violation.list",
  summary: "See the board of violations",
  permission: "violation:read",
  input: listViolationsInput,
  async run({ tx, actor }, { q, ...filter }) {
    const mine = notAbout(actor);
    const where = {
      AND: [
        mine,
        q
          ? {
              OR: [
                { title: { contains: q, mode: "insensitive" as const } },
                { reference: { contains: q, mode: "insensitive" as const } },
              ],
            }
          : {},
      ],
      ...filter,
    };
    const rows = await tx.policyViolation.findMany({
      where,
      orderBy: [{ resolvedAt: { sort: "asc", nulls: "first" } }, { severity: "desc" }, { id: "asc" }],
      take: shown,
      omit: { followKeyHash: true, description: true },
    });
    const count = await tx.policyViolation.count({ where });
    const byStatus = await tx.policyViolation.groupBy({ by: ["status"], where: mine, _count: true });
    const nameOf = await namesOf(
      tx,
      rows.map(({ investigatorId }) => investigatorId),
    );
    const counts = new Map(byStatus.map(({ status, _count }) => [status, _count]));
    return {
      count,
      statuses: ViolationStatus.options.map((status) => ({ status, count: counts.get(status) ?? 0 })),
      violations: rows.map((row) => ({
        id: row.id,
        reference: row.reference,
        title: row.title,
        type: row.type,
        severity: row.severity,
        status: row.status,
        detection: row.detection,
        anonymous: row.anonymous,
        reportedOn: dateText(row.reportedOn),
        investigator: row.investigatorId ? nameOf(row.investigatorId) : null,
        /** The next clock of the reporter that runs. */
        clock:
          row.receiptDueOn && !row.receiptOn
            ? { kind: "receipt" as const, dueOn: dateText(row.receiptDueOn) }
            : row.feedbackDueOn && !row.feedbackOn
              ? { kind: "feedback" as const, dueOn: dateText(row.feedbackDueOn) }
              : null,
      })),
    };
  },
});

/** One violation with everything about it; whom it is about does not see it. */
export const readViolation = query({
  name: "violation.read",
  summary: "Read a violation",
  permission: "violation:read",
  concerns: { type: "policy_violation", field: "violationId" },
  input: violationInput,
  async run({ tx, actor }, { violationId }) {
    const row = await tx.policyViolation.findFirst({
      where: { id: violationId, ...notAbout(actor) },
      omit: { followKeyHash: true },
      include: {
        actions: { orderBy: { id: "asc" } },
        messages: { orderBy: { position: "asc" } },
        links: { orderBy: { id: "asc" } },
      },
    });
    if (!row) throw notFound("This violation");
    const people = [row.subjectId, row.reporterId, row.investigatorId, row.verifierId];
    const more = [...row.actions.map(({ ownerId }) => ownerId), ...row.messages.map(({ authorId }) => authorId)];
    const nameOf = await namesOf(tx, [...people, ...more]);
    const named = (id: string | null) => (id ? nameOf(id) : null);
    const policy = row.policyId
      ? await tx.policy.findUnique({ where: { id: row.policyId }, select: { id: true, reference: true, title: true } })
      : null;
    const subject = row.subjectId
      ? await tx.person.findUnique({ where: { id: row.subjectId }, select: { email: true } })
      : null;
    const me = actor.kind === "user" ? actor.personId : null;
    return {
      violation: {
        id: row.id,
        reference: row.reference,
        title: row.title,
        description: row.description,
        type: row.type,
        severity: row.severity,
        status: row.status,
        detection: row.detection,
        anonymous: row.anonymous,
        reportedOn: dateText(row.reportedOn),
        receiptDueOn: dayOrNull(row.receiptDueOn),
        receiptOn: dayOrNull(row.receiptOn),
        feedbackDueOn: dayOrNull(row.feedbackDueOn),
        feedbackOn: dayOrNull(row.feedbackOn),
        rootCause: row.rootCause,
        decisionReason: row.decisionReason,
        verification: row.verification,
        subject: named(row.subjectId),
        subjectEmail: subject?.email ?? null,
        reporter: named(row.reporterId),
        investigator: named(row.investigatorId),
        verifier: named(row.verifierId),
        policy,
        investigating: row.investigatorId !== null && row.investigatorId === me,
      },
      actions: row.actions.map(({ id, title, dueOn, doneAt, ownerId }) => ({
        id,
        title,
        dueOn: dateText(dueOn),
        doneOn: dayOrNull(doneAt),
        owner: nameOf(ownerId),
      })),
      messages: row.messages.map(({ position, fromReporter, authorId, text, writtenAt }) => ({
        position,
        fromReporter,
        author: named(authorId),
        text,
        writtenAt,
      })),
      links: row.links.map(({ id, kind, objectId, label }) => ({ id, kind, objectId, label })),
    };
  },
});
export type WholeViolation = Awaited<ReturnType<typeof readViolation>>;

/** Who can be asked to act, and which policies can be named. */
export const violationChoices = query({
  name: "violation.choices",
  summary: "List people and policies for work on a violation",
  permission: "violation:handle",
  input: z.object({}),
  async run({ tx }) {
    const members = await tx.membership.findMany({
      where: { active: true, NOT: { roles: { equals: ["customer"] } } },
      orderBy: { person: { name: "asc" } },
      take: 500,
      select: { roles: true, person: { select: { id: true, name: true } } },
    });
    const policies = await tx.policy.findMany({
      orderBy: { reference: "asc" },
      take: 500,
      select: { id: true, reference: true, title: true },
    });
    const officers = members.filter(({ roles }) => roles.includes("compliance_officer"));
    return { people: members.map(({ person }) => person), officers: officers.map(({ person }) => person), policies };
  },
});

/** Corrective actions somebody still has to do, and for officers what waits for an answer or an investigator. */
export const myViolationWork = query({
  name: "violation.my-work",
  summary: "See one's own duties with violations",
  permission: "work:read:own",
  input: z.object({}),
  async run({ tx, actor, now }) {
    const me = actor.kind === "user" ? actor.personId : "";
    const today = await localDateOf(tx, actor.organizationId, now);
    const actions = me
      ? await tx.policyViolationAction.findMany({
          where: { ownerId: me, doneAt: null },
          orderBy: [{ dueOn: "asc" }, { id: "asc" }],
          take: 50,
          include: { violation: { select: { reference: true } } },
        })
      : [];
    const waiting = mayDo(actor, "violation:handle")
      ? await tx.policyViolation.findMany({
          where: {
            ...notAbout(actor),
            AND: [
              {
                OR: [
                  { status: "open", severity: { in: ["high", "critical"] } },
                  { receiptDueOn: { not: null }, receiptOn: null },
                ],
              },
            ],
          },
          orderBy: [{ severity: "desc" }, { id: "asc" }],
          take: 50,
          select: { id: true, reference: true, title: true, receiptDueOn: true, receiptOn: true },
        })
      : [];
    return {
      today,
      actions: actions.map(({ id, title, dueOn, violation }) => ({
        id,
        title,
        dueOn: dateText(dueOn),
        reference: violation.reference,
      })),
      waiting: waiting.map(({ id, reference, title, receiptDueOn, receiptOn }) => ({
        id,
        reference,
        title,
        dueOn: receiptOn ? null : dayOrNull(receiptDueOn),
      })),
    };
  },
});
