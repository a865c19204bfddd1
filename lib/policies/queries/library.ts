import "server-only";
import { z } from "zod";
import type { Prisma } from "../../platform/db/generated/client";
import { query } from "../../platform/operation/query";
import { line, optional } from "../../platform/text";
import { dateText } from "../local-day";
import { namesOf } from "../people";
import { PolicyType, VersionStatus } from "../schema";
import { assignmentCounts } from "./assignment-counts";

export const libraryInput = z.object({
  search: optional(line(100)),
  type: optional(PolicyType),
  status: optional(VersionStatus),
  cursor: optional(z.uuid()),
});

const pageSize = 25;
const isInForce = (version: { status: VersionStatus; inForceAt: Date | null }) =>
  version.status === "published" && version.inForceAt !== null;

/** Every policy with its version in force, the one being worked on, and how far it is acknowledged. */
export const policyLibrary = query({
  name: "policy.library",
  summary: "List policies",
  permission: "policy:library",
  input: libraryInput,
  async run({ tx }, input) {
    const where: Prisma.PolicyWhereInput = {
      ...(input.type ? { type: input.type } : {}),
      ...(input.status ? { versions: { some: { status: input.status } } } : {}),
      ...(input.search
        ? {
            OR: [
              { title: { contains: input.search, mode: "insensitive" } },
              { reference: { contains: input.search, mode: "insensitive" } },
              { tags: { has: input.search } },
            ],
          }
        : {}),
    };
    const total = await tx.policy.count({ where });
    const rows = await tx.policy.findMany({
      where,
      // Ids are made in order of time: the reference's order, without sorting numbers as text.
      orderBy: { id: "asc" },
      take: pageSize + 1,
      ...(input.cursor ? { cursor: { id: input.cursor }, skip: 1 } : {}),
      include: {
        versions: {
          where: { status: { in: ["draft", "in_review", "approved", "published", "retired"] } },
          select: {
            id: true,
            number: true,
            status: true,
            inForceAt: true,
            effectiveFrom: true,
            emergencyUntil: true,
            emergencyConfirmedAt: true,
          },
          orderBy: { number: "asc" },
        },
      },
    });
    const page = rows.slice(0, pageSize);
    const present = page.flatMap(({ versions }) => versions.filter(isInForce));
    const counts = await assignmentCounts(
      tx,
      present.map(({ id }) => id),
    );
    const nameOf = await namesOf(
      tx,
      page.map(({ ownerId }) => ownerId),
    );
    return {
      total,
      nextCursor: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null,
      policies: page.map((policy) => {
        const published = policy.versions.find(isInForce);
        const next = policy.versions.find(({ status, inForceAt }) => status === "published" && inForceAt === null);
        const working = policy.versions.find(({ status }) => ["draft", "in_review", "approved"].includes(status));
        return {
          id: policy.id,
          reference: policy.reference,
          title: policy.title,
          type: policy.type,
          owner: nameOf(policy.ownerId),
          reviewDate: policy.reviewDate ? dateText(policy.reviewDate) : null,
          inForce: published
            ? {
                id: published.id,
                number: published.number,
                unconfirmed: published.emergencyUntil !== null && published.emergencyConfirmedAt === null,
              }
            : null,
          coming: next
            ? { number: next.number, effectiveFrom: next.effectiveFrom ? dateText(next.effectiveFrom) : null }
            : null,
          working: working ? { id: working.id, number: working.number, status: working.status } : null,
          acknowledged: published ? counts.get(published.id) : undefined,
        };
      }),
    };
  },
});
