import "server-only";
import { z } from "zod";
import { mayDo } from "@/lib/platform/auth/actor-types";
import type { Tx } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { notFound } from "@/lib/platform/errors";
import { pageSize } from "@/lib/platform/list-input";
import { query } from "@/lib/platform/operation/query";

/** Campaigns with how far they are, newest first. */
export const listReviews = query({
  name: "access-review.list",
  summary: "Access reviews and how far they are",
  permission: "review:read",
  input: z.object({ cursor: z.uuid().optional() }),
  async run({ tx }, { cursor }) {
    const rows = await tx.accessReview.findMany({
      orderBy: { id: "desc" },
      take: pageSize + 1,
      ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    });
    const reviews = rows.slice(0, pageSize);
    const counts = await tx.accessReviewItem.groupBy({
      by: ["reviewId", "decision"],
      where: { reviewId: { in: reviews.map(({ id }) => id) } },
      _count: true,
    });
    return {
      reviews: reviews.map((review) => {
        const own = counts.filter(({ reviewId }) => reviewId === review.id);
        const items = own.reduce((sum, each) => sum + each._count, 0);
        const open = own.find(({ decision }) => decision === null)?._count ?? 0;
        return { ...review, items, decided: items - open };
      }),
      next: rows.length > pageSize ? reviews.at(-1)?.id : undefined,
    };
  },
});

export const reviewViews = ["all", "open", "changes", "exceptions"] as const;

const viewWhere: Record<(typeof reviewViews)[number], Prisma.AccessReviewItemWhereInput> = {
  all: {},
  open: { decision: null },
  changes: { decision: { in: ["remove", "change"] } },
  exceptions: { outcome: { in: ["exception", "conflict", "left", "refused"] } },
};

/** One campaign: its progress by reviewer and a page of its decisions. */
export const readReview = query({
  name: "access-review.read",
  summary: "One access review with its decisions",
  permission: "review:read",
  type: "compliance_control",
  input: z.object({
    id: z.uuid(),
    view: z.enum(reviewViews).catch("all").default("all"),
    cursor: z.uuid().optional(),
  }),
  async run({ tx }, { id, view, cursor }) {
    const review = await tx.accessReview.findUnique({ where: { id } });
    if (!review) throw notFound("This access review");
    const where = { reviewId: id, ...viewWhere[view] };
    const rows = await tx.accessReviewItem.findMany({
      where,
      orderBy: { id: "asc" },
      take: pageSize + 1,
      include: { subject: { select: { department: true, roles: true } } },
      ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    });
    const items = rows.slice(0, pageSize);
    const groups = await tx.accessReviewItem.groupBy({
      by: ["reviewerId", "decision", "outcome"],
      where: { reviewId: id },
      _count: true,
    });
    const waiting = await tx.accessReviewItem.findMany({ where: { reviewId: id, outcome: "waiting" } });
    const people = await namesOf(tx, [
      review.ownerId,
      review.closedById,
      ...groups.map(({ reviewerId }) => reviewerId),
      ...[...items, ...waiting].flatMap(({ personId, reviewerId, approverId }) => [personId, reviewerId, approverId]),
    ]);
    const evidence = review.evidenceId
      ? await tx.evidence.findUnique({ where: { id: review.evidenceId }, select: { id: true, reference: true } })
      : null;
    return {
      review,
      groups,
      items,
      waiting,
      people,
      evidence,
      count: await tx.accessReviewItem.count({ where }),
      next: rows.length > pageSize ? items.at(-1)?.id : undefined,
    };
  },
  audited: ({ review }) => ({
    resource: { type: "access_review", id: review.id, label: `${review.reference} ${review.title}` },
  }),
});

/** Removals that wait for a second person, for whoever may be it. */
export const waitingRemovals = query({
  name: "access-review.waiting",
  summary: "Changes of roles that wait for a second person",
  permission: "review:confirm",
  input: z.object({ id: z.uuid() }),
  async run({ tx }, { id }) {
    const review = await tx.accessReview.findUnique({ where: { id } });
    if (!review) throw notFound("This access review");
    const waiting = await tx.accessReviewItem.findMany({
      where: { reviewId: id, outcome: "waiting" },
      orderBy: [{ personId: "asc" }, { id: "asc" }],
    });
    const people = await namesOf(
      tx,
      waiting.flatMap(({ personId, reviewerId }) => [personId, reviewerId]),
    );
    return { review, waiting, people };
  },
});

/** What a reviewer is asked in one campaign, person by person, with what has changed since it was frozen. */
export const reviewerDesk = query({
  name: "access-review.desk",
  summary: "The people one is asked to review",
  permission: "review:decide",
  input: z.object({ id: z.uuid() }),
  async run({ tx, actor }, { id }) {
    const reviewerId = actor.kind === "user" ? actor.personId : "";
    const items = await tx.accessReviewItem.findMany({
      where: { reviewId: id, reviewerId: reviewerId || undefined },
      orderBy: [{ personId: "asc" }, { id: "asc" }],
      include: { subject: true },
    });
    if (items.length === 0 || reviewerId === "") throw notFound("This access review");
    const review = await tx.accessReview.findUniqueOrThrow({ where: { id } });
    const ids = [...new Set(items.map(({ personId }) => personId))];
    const members = await tx.membership.findMany({
      where: { personId: { in: ids } },
      include: { person: { select: { name: true, active: true } } },
    });
    const people = members.map(({ personId, person, roles, active, company }) => {
      const own = items.filter((item) => item.personId === personId);
      const {
        department,
        lastSignInAt,
        roles: frozen,
      } = own[0]?.subject ?? { department: null, lastSignInAt: null, roles: [] };
      const left = !active || !person.active;
      return {
        personId,
        name: person.name,
        department: department ?? company,
        lastSignInAt,
        frozen,
        now: roles,
        left,
        items: own,
      };
    });
    return { review, people: people.toSorted((a, b) => a.name.localeCompare(b.name)) };
  },
});

/** Open decisions of a reviewer, and removals that wait for this person's confirmation. */
export const myReviewWork = query({
  name: "access-review.my-work",
  summary: "Access reviews that wait for oneself",
  permission: "work:read:own",
  input: z.object({}),
  async run({ tx, actor }) {
    if (actor.kind !== "user") return { count: 0, items: [] };
    const { personId } = actor;
    const asked = await tx.accessReviewItem.groupBy({
      by: ["reviewId"],
      where: { reviewerId: personId, decision: null, review: { status: "open" } },
      _count: true,
    });
    const confirming = mayDo(actor, "review:confirm")
      ? await tx.accessReviewItem.groupBy({
          by: ["reviewId"],
          where: { outcome: "waiting", personId: { not: personId }, reviewerId: { not: personId } },
          _count: true,
        })
      : [];
    const reviews = await tx.accessReview.findMany({
      where: { id: { in: [...asked, ...confirming].map(({ reviewId }) => reviewId) } },
      orderBy: { dueOn: "asc" },
    });
    const find = (id: string) => reviews.find((review) => review.id === id);
    const items = [
      ...asked.map(({ reviewId, _count }) => ({ review: find(reviewId), count: _count, kind: "decide" as const })),
      ...confirming.map(({ reviewId, _count }) => ({
        review: find(reviewId),
        count: _count,
        kind: "confirm" as const,
      })),
    ].flatMap(({ review, ...rest }) => (review ? [{ ...review, ...rest }] : []));
    return { count: items.reduce((sum, { count }) => sum + count, 0), items: items.slice(0, 3) };
  },
});

async function namesOf(tx: Tx, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  const people = await tx.person.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } });
  return new Map(people.map(({ id, name }) => [id, name]));
}
