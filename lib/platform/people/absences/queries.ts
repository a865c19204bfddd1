import "server-only";
import { z } from "zod";
import { type Actor, mayDo } from "../../auth/actor-types";
import type { Tx } from "../../db/client";
import { notFound } from "../../errors";
import { listInput, pageSize } from "../../list-input";
import { query } from "../../operation/query";
import { absenceState } from "./rules";
import { AbsenceKind, absenceInput } from "./schema";
import { daysOf, organizationDay } from "./stored-days";
import { recorderOf } from "./who-may-record";

/**
 * Absences one may see: one's own, those of the people one manages, and with `absence:read:any` everybody's. The kind is for the person,
 * their manager and whoever keeps the people of the organisation; others see the days only.
 */
export const listAbsences = query({
  name: "absence.list",
  summary: "Absences of oneself, of one's team and, for officers, of everybody",
  permission: "absence:read",
  input: listInput.extend({
    show: z.enum(["standing", "all"]).optional().catch(undefined),
    whose: z.enum(["own", "others"]).optional().catch(undefined),
    cursor: z.uuid().optional(),
  }),
  async run({ tx, actor, now }, { q, show, whose, cursor }) {
    const seen = await sight(tx, actor);
    const { me, team, everybody } = seen;
    const today = await organizationDay(tx, actor.organizationId, now);
    const named = q ? await namedLike(tx, q) : null;
    const scope = everybody ? {} : { personId: { in: [me, ...team] } };
    const since = new Date(Date.parse(`${today}T00:00:00Z`));
    const where = {
      AND: [
        scope,
        whose === "own" ? { personId: me } : whose === "others" ? { personId: { not: me } } : {},
        named ? { personId: { in: named } } : {},
        show === "all" ? {} : { withdrawnAt: null, OR: [{ lastDay: null }, { lastDay: { gte: since } }] },
      ],
    };
    const rows = await tx.absence.findMany({
      where,
      orderBy: [{ firstDay: "desc" }, { id: "desc" }],
      take: pageSize + 1,
      ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    });
    const page = rows.slice(0, pageSize);
    return {
      /** Whether there is anybody whose absences one records. */
      records: seen.team.size > 0 || seen.keeps,
      everybody,
      count: await tx.absence.count({ where }),
      next: rows.length > pageSize ? page.at(-1)?.id : undefined,
      absences: await shown(tx, page, seen, today),
    };
  },
});

export const absenceById = query({
  name: "absence.read",
  summary: "Open an absence",
  permission: "absence:read",
  input: absenceInput,
  async run({ tx, actor, now }, { absenceId }) {
    const seen = await sight(tx, actor);
    const row = await tx.absence.findUnique({ where: { id: absenceId } });
    if (!row || !(seen.everybody || row.personId === seen.me || seen.team.has(row.personId)))
      throw notFound("This absence");
    const [absence] = await shown(tx, [row], seen, await organizationDay(tx, actor.organizationId, now));
    if (!absence) throw notFound("This absence");
    return absence;
  },
});

/** Whose absences one may record, by name; the first 1000. */
export const absencePeople = query({
  name: "absence.people",
  summary: "List people whose absences one records",
  permission: "absence:record",
  input: z.object({}),
  async run({ tx, actor }) {
    const me = recorderOf(actor);
    const members = await tx.membership.findMany({
      where: {
        active: true,
        personId: { not: me },
        ...(mayDo(actor, "absence:record:any") ? { NOT: { roles: { equals: ["customer"] } } } : { managerId: me }),
      },
      select: { person: { select: { name: true, email: true } } },
      orderBy: [{ person: { name: "asc" } }, { id: "asc" }],
      take: 1000,
    });
    return members.map(({ person }) => person);
  },
});

type Sight = { me: string; team: ReadonlySet<string>; everybody: boolean; keeps: boolean };

/** Whose absences somebody sees, and whether with their kind. */
async function sight(tx: Tx, actor: Actor): Promise<Sight> {
  const me = recorderOf(actor);
  const rows = await tx.membership.findMany({ where: { managerId: me, active: true }, select: { personId: true } });
  return {
    me,
    team: new Set(rows.map(({ personId }) => personId)),
    everybody: mayDo(actor, "absence:read:any"),
    keeps: mayDo(actor, "absence:record:any"),
  };
}

type Row = {
  id: string;
  personId: string;
  kind: string;
  firstDay: Date;
  lastDay: Date | null;
  recordedById: string;
  withdrawnAt: Date | null;
};

async function shown(tx: Tx, rows: readonly Row[], { me, team, keeps }: Sight, today: string) {
  const ids = rows.flatMap(({ personId, recordedById }) => [personId, recordedById]);
  const people = await tx.person.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return rows.map((row) => {
    const own = row.personId === me;
    const close = keeps || team.has(row.personId);
    const days = daysOf(row);
    return {
      id: row.id,
      personId: row.personId,
      person: names.get(row.personId) ?? "A former member",
      own,
      kind: own || close ? AbsenceKind.parse(row.kind) : null,
      ...days,
      state: absenceState({ ...days, withdrawn: row.withdrawnAt !== null }, today),
      recordedBy: names.get(row.recordedById) ?? "A former member",
      /** Nobody changes their own. */
      mayChange: !own && close && row.withdrawnAt === null,
    };
  });
}

async function namedLike(tx: Tx, q: string): Promise<string[]> {
  const rows = await tx.person.findMany({
    where: { name: { contains: q, mode: "insensitive" } },
    select: { id: true },
    take: 500,
  });
  return rows.map(({ id }) => id);
}
