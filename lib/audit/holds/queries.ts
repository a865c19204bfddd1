import "server-only";
import { z } from "zod";
import type { Tx } from "@/lib/platform/db/client";
import { notFound } from "@/lib/platform/errors";
import { listInput, pageSize } from "@/lib/platform/list-input";
import { query } from "@/lib/platform/operation/query";
import { namesOf } from "../people";
import { holdState, scopeWords } from "./rules";
import { HoldState } from "./schema";

const byState = {
  active: { releasedAt: null, releaseProposedAt: null },
  release_proposed: { releasedAt: null, releaseProposedAt: { not: null } },
  released: { releasedAt: { not: null } },
} as const;

export const listHolds = query({
  name: "hold.list",
  summary: "Legal holds, newest first",
  permission: "hold:read",
  input: listInput.extend({ cursor: z.uuid().optional(), state: HoldState.optional().catch(undefined) }),
  async run({ tx }, { q, cursor, state }) {
    const text = { contains: q ?? "", mode: "insensitive" as const };
    const where = { ...(state ? byState[state] : {}), ...(q ? { OR: [{ title: text }, { reference: text }] } : {}) };
    const rows = await tx.legalHold.findMany({
      where,
      include: { _count: { select: { items: true } } },
      orderBy: { id: "desc" },
      take: pageSize + 1,
      ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    });
    const count = await tx.legalHold.count({ where });
    const page = rows.slice(0, pageSize);
    const nameOf = await namesOf(
      tx,
      page.flatMap((hold) => [hold.personId, hold.placedById]),
    );
    const holds = page.map((hold) => ({ ...described(hold, nameOf), items: hold._count.items }));
    return { holds, count, next: rows.length > pageSize ? page.at(-1)?.id : undefined };
  },
});

export const readHold = query({
  name: "hold.read",
  summary: "One legal hold with what it holds",
  permission: "hold:read",
  input: z.object({ id: z.uuid(), cursor: z.uuid().optional().catch(undefined) }),
  async run({ tx }, { id, cursor }) {
    const hold = await tx.legalHold.findUnique({ where: { id }, include: { _count: { select: { items: true } } } });
    if (!hold) throw notFound("This hold");
    const rows = await tx.legalHoldItem.findMany({
      where: { holdId: id },
      orderBy: { id: "asc" },
      take: pageSize + 1,
      ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    });
    const page = rows.slice(0, pageSize);
    const evidence = new Map(
      (
        await tx.evidence.findMany({
          where: { id: { in: page.filter(({ kind }) => kind === "evidence").map(({ objectId }) => objectId) } },
          select: { id: true, reference: true, title: true, status: true },
        })
      ).map((each) => [each.id, each]),
    );
    const people = page.filter(({ kind }) => kind === "person").map(({ objectId }) => objectId);
    const nameOf = await namesOf(tx, [
      hold.personId,
      hold.placedById,
      hold.releaseProposedById,
      hold.releasedById,
      ...people,
    ]);
    return {
      hold: described(hold, nameOf),
      count: hold._count.items,
      items: page.map((item) => ({
        ...item,
        evidence: evidence.get(item.objectId) ?? null,
        name: nameOf(item.objectId),
      })),
      next: rows.length > pageSize ? page.at(-1)?.id : undefined,
    };
  },
});

/** The people and source systems a hold's query can ask for. */
export const holdChoices = query({
  name: "hold.choices",
  summary: "People and source systems for a hold",
  permission: "hold:place",
  input: z.object({}),
  async run({ tx }) {
    const people = await tx.membership.findMany({
      include: { person: { select: { name: true } } },
      orderBy: { person: { name: "asc" } },
      take: 1000,
    });
    const systems = await tx.evidence.findMany({
      distinct: ["sourceSystem"],
      select: { sourceSystem: true },
      orderBy: { sourceSystem: "asc" },
      take: 200,
    });
    return {
      people: people.map(({ personId, person }) => ({ id: personId, name: person.name })),
      systems: systems.map(({ sourceSystem }) => sourceSystem),
    };
  },
});

type Row = Awaited<ReturnType<Tx["legalHold"]["findUniqueOrThrow"]>>;
const dayOf = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null;

function described(hold: Row, nameOf: (id: string | null) => string) {
  return {
    ...hold,
    state: holdState(hold),
    placedBy: nameOf(hold.placedById),
    proposedBy: nameOf(hold.releaseProposedById),
    releasedBy: nameOf(hold.releasedById),
    scope: scopeWords({
      ...hold,
      person: hold.personId ? nameOf(hold.personId) : null,
      periodFrom: dayOf(hold.periodFrom),
      periodTo: dayOf(hold.periodTo),
    }),
  };
}
