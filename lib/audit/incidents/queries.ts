import "server-only";
import { z } from "zod";
import type { Tx } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { notFound } from "@/lib/platform/errors";
import { pageSize } from "@/lib/platform/list-input";
import { query } from "@/lib/platform/operation/query";
import { clockState } from "./rules";
import { incidentInput, listIncidentsInput } from "./schema";

/** Incidents, newest first, with how many of them missed their clock (I2). */
export const listIncidents = query({
  name: "incident.list",
  summary: "Incidents by state, severity and category, newest first",
  permission: "incident:read",
  input: listIncidentsInput,
  async run({ tx, now }, { q, cursor, status, severity, category }) {
    const where: Prisma.IncidentWhereInput = {
      status,
      severity,
      category,
      ...(q
        ? {
            OR: [{ title: { contains: q, mode: "insensitive" } }, { reference: { contains: q, mode: "insensitive" } }],
          }
        : {}),
    };
    const rows = await tx.incident.findMany({
      where,
      orderBy: { id: "desc" },
      take: pageSize + 1,
      ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    });
    const page = rows.slice(0, pageSize);
    return {
      incidents: page.map((row) => ({ ...row, clock: clockState(row, now) })),
      count: await tx.incident.count({ where }),
      missed: await missedClocks(tx, now),
      next: rows.length > pageSize ? page.at(-1)?.id : undefined,
    };
  },
});

async function missedClocks(tx: Tx, now: Date): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from incident where coalesce(acknowledged_at, ${now}) > acknowledge_by`;
  return row?.count ?? 0;
}

/** One incident with its timeline, what is linked, its actions and its breach. */
export const readIncident = query({
  name: "incident.view",
  summary: "One incident with its timeline, links and actions",
  permission: "incident:read",
  type: "incident_response",
  input: incidentInput,
  run: ({ tx, now }, { id }) => wholeIncident(tx, id, now),
  audited: ({ incident }) => ({
    resource: { type: "incident", id: incident.id, label: `${incident.reference} ${incident.title}` },
  }),
});

export type WholeIncident = Awaited<ReturnType<typeof wholeIncident>>;

/** Everything about an incident, with the names of those who took part. */
export async function wholeIncident(tx: Tx, id: string, now: Date) {
  const incident = await tx.incident.findUnique({ where: { id } });
  if (!incident) throw notFound("This incident");
  const where = { incidentId: id };
  const entries = await tx.incidentEntry.findMany({ where, orderBy: { id: "asc" } });
  const links = await tx.incidentLink.findMany({ where, orderBy: { id: "asc" } });
  const actions = await tx.incidentAction.findMany({ where, orderBy: { id: "asc" } });
  const breach = await tx.incidentBreach.findUnique({ where });
  const ids = [
    incident.ownerId,
    incident.reportedById,
    ...entries.map((each) => each.authorId),
    ...actions.map((each) => each.ownerId),
  ];
  const people = await tx.person.findMany({
    where: { id: { in: [...new Set(ids.filter((each) => each !== null))] } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map((person) => [person.id, person.name]));
  const nameOf = (personId: string | null) => (personId === null ? null : (names.get(personId) ?? "A former member"));
  return {
    incident,
    clock: clockState(incident, now),
    owner: nameOf(incident.ownerId),
    reporter: nameOf(incident.reportedById),
    entries: entries.map((entry) => ({ ...entry, author: nameOf(entry.authorId) ?? "The portal" })),
    links,
    actions: actions.map((action) => ({ ...action, owner: nameOf(action.ownerId) ?? "" })),
    breach,
  };
}

/** Who can own an incident or an action: everybody who works here. */
export const incidentPeople = query({
  name: "incident.people",
  summary: "People an incident or an action can be given to",
  permission: "incident:handle",
  input: z.object({}),
  async run({ tx }) {
    const members = await tx.membership.findMany({
      where: { active: true, NOT: { roles: { equals: ["customer"] } } },
      select: { person: { select: { id: true, name: true } } },
      take: 2_000,
    });
    return members.map(({ person }) => person).sort((a, b) => a.name.localeCompare(b.name, "en-GB"));
  },
});
