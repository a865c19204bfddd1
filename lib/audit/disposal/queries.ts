import "server-only";
import { z } from "zod";
import { notFound } from "@/lib/platform/errors";
import { listInput, pageSize } from "@/lib/platform/list-input";
import { query } from "@/lib/platform/operation/query";
import { namesOf } from "../people";
import { DisposalItemState, DisposalState } from "./schema";

export const listDisposals = query({
  name: "disposal.list",
  summary: "Disposal lists, newest first",
  permission: "disposal:read",
  input: listInput.extend({
    cursor: z.uuid().optional().catch(undefined),
    state: DisposalState.optional().catch(undefined),
  }),
  async run({ tx, now }, { cursor, state }) {
    const where = state ? { state } : {};
    const today = new Date(now.toISOString().slice(0, 10));
    const rows = await tx.disposal.findMany({
      where,
      include: { items: { select: { state: true } } },
      orderBy: { id: "desc" },
      take: pageSize + 1,
      ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    });
    const count = await tx.disposal.count({ where });
    const due = await tx.evidence.count({ where: { retainUntil: { lt: today }, status: { not: "disposed" } } });
    const page = rows.slice(0, pageSize);
    const nameOf = await namesOf(
      tx,
      page.map(({ proposedById }) => proposedById),
    );
    const lists = page.map(({ items, ...list }) => ({
      ...list,
      proposedBy: nameOf(list.proposedById),
      pieces: items.filter(({ state }) => state !== "skipped").length,
      skipped: items.filter(({ state }) => state === "skipped").length,
    }));
    return { lists, count, due, next: rows.length > pageSize ? page.at(-1)?.id : undefined };
  },
});

export const readDisposal = query({
  name: "disposal.read",
  summary: "One disposal list with its pieces",
  permission: "disposal:read",
  input: z.object({
    id: z.uuid(),
    cursor: z.uuid().optional().catch(undefined),
    item: DisposalItemState.optional().catch(undefined),
  }),
  async run({ tx }, { id, cursor, item: state }) {
    const list = await tx.disposal.findUnique({ where: { id } });
    if (!list) throw notFound("This list");
    const where = { disposalId: id, ...(state ? { state } : {}) };
    const rows = await tx.disposalItem.findMany({
      where,
      orderBy: { id: "asc" },
      take: pageSize + 1,
      ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    });
    const states = await tx.disposalItem.groupBy({ by: ["state"], where: { disposalId: id }, _count: true });
    const page = rows.slice(0, pageSize);
    const evidence = new Map(
      (await tx.evidence.findMany({ where: { id: { in: page.map(({ evidenceId }) => evidenceId) } } })).map((each) => [
        each.id,
        each,
      ]),
    );
    const nameOf = await namesOf(tx, [list.proposedById, list.requestedById, list.decidedById]);
    const countOf = (wanted: string) => states.find((each) => each.state === wanted)?._count ?? 0;
    return {
      list: {
        ...list,
        proposedBy: nameOf(list.proposedById),
        requestedBy: nameOf(list.requestedById),
        decidedBy: nameOf(list.decidedById),
      },
      counts: {
        planned: countOf("planned"),
        skipped: countOf("skipped"),
        destroyed: countOf("destroyed"),
        done: countOf("done"),
      },
      items: page.flatMap((item) => {
        const piece = evidence.get(item.evidenceId);
        return piece ? [{ ...item, evidence: piece }] : [];
      }),
      next: rows.length > pageSize ? page.at(-1)?.id : undefined,
    };
  },
});

/** Approved lists that a kill or a restart left unfinished. */
export const unfinishedDisposals = query({
  name: "disposal.unfinished",
  summary: "Find approved lists that are not carried out yet",
  permission: "disposal:execute",
  input: z.object({}),
  async run({ tx }) {
    const lists = await tx.disposal.findMany({
      where: { state: "approved" },
      select: { id: true },
      orderBy: { id: "asc" },
    });
    return lists.map(({ id }) => id);
  },
});
