import "server-only";
import { z } from "zod";
import { notFound } from "@/lib/platform/errors";
import { query } from "@/lib/platform/operation/query";
import { RetentionClass } from "../schema";
import type { KeptKeys } from "./decide";
import { downloadsOf } from "./disclosures";
import { livingMonths } from "./ended-keys";
import { basisOf, classEnds } from "./retention-basis";

/** Classes with their basis and what of them lives, and every destruction, newest first. */
export const readKeys = query({
  name: "subject-key.overview",
  summary: "Read the retention of keys and their destructions",
  permission: "subject-key:read",
  input: z.object({ before: z.uuid().optional() }),
  async run({ tx, actor, now }, { before }) {
    const { country } = await tx.organization.findUniqueOrThrow({
      where: { id: actor.organizationId },
      select: { country: true },
    });
    const months = await livingMonths(tx, actor.organizationId);
    const classes = RetentionClass.options.map((retentionClass) => {
      const own = months.filter((row) => row.retentionClass === retentionClass);
      const ends = own.map(({ month }) => classEnds(retentionClass, month)).sort();
      const keys = own.reduce((sum, row) => sum + row.keys, 0);
      const ended = own.filter(({ month }) => classEnds(retentionClass, month) <= now.toISOString());
      return {
        retentionClass,
        basis: basisOf(retentionClass, country),
        keys,
        ended: ended.reduce((sum, row) => sum + row.keys, 0),
        nextEnd: ends.find((end) => end > now.toISOString()) ?? null,
      };
    });
    const found = await tx.keyDestruction.findMany({
      where: before ? { id: { lt: before } } : {},
      orderBy: { id: "desc" },
      take: 26,
    });
    const destructions = found.slice(0, 25);
    return { country, classes, destructions, next: found.length > 25 ? (destructions.at(-1)?.id ?? null) : null };
  },
});

/** The person a subject of keys stands for, when it is one: "person:019a…". */
const personOf = (subject: string) => (subject.startsWith("person:") ? subject.slice("person:".length) : null);

/** One destruction: what is proposed, with a first look at its keys, or what was done, kept and told. */
export const readDestruction = query({
  name: "subject-key.read",
  summary: "Read a destruction of keys",
  permission: "subject-key:read",
  input: z.object({ id: z.uuid() }),
  async run({ tx, actor }, { id }) {
    const destruction = await tx.keyDestruction.findUnique({ where: { id } });
    if (!destruction) throw notFound("This destruction of keys");
    const { subjects, retentionClass, month, proposedById, approvedById, withdrawnById } = destruction;
    const which = retentionClass && month ? { retentionClass, month } : { subject: { in: subjects } };
    const where = { organizationId: actor.organizationId, destroyedAt: null, ...which };
    const named = [proposedById, approvedById, withdrawnById].filter((each) => each !== null);
    const sample = await tx.subjectKey.findMany({
      where,
      orderBy: { id: "asc" },
      take: 50,
      select: { id: true, subject: true, retentionClass: true, month: true, createdAt: true },
    });
    const known = [...subjects, ...sample.map(({ subject }) => subject)].flatMap((subject) => personOf(subject) ?? []);
    const people = await tx.person.findMany({
      where: { id: { in: [...named, ...known] } },
      select: { id: true, name: true },
    });
    const nameOf = (personId: string | null) => people.find((person) => person.id === personId)?.name ?? null;
    const disclosures = await downloadsOf(tx, actor.organizationId, destruction.exports);
    return {
      destruction: { ...destruction, kept: destruction.kept as KeptKeys[] },
      alive: await tx.subjectKey.count({ where }),
      sample: sample.map((row) => ({ ...row, name: nameOf(personOf(row.subject)) })),
      subjects: subjects.map((subject) => ({ subject, name: nameOf(personOf(subject)) })),
      proposedBy: nameOf(proposedById),
      approvedBy: nameOf(approvedById),
      withdrawnBy: nameOf(withdrawnById),
      disclosures,
    };
  },
});
