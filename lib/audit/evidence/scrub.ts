import "server-only";
import { z } from "zod";
import type { Actor } from "@/lib/platform/auth/actor-types";
import { AppError, notFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import { query } from "@/lib/platform/operation/query";
import { measure, recordIntegrity } from "./verify";

const hour = 60 * 60 * 1000;

/** Begins the night's round over all stored versions, or goes on with one that a kill or a restart cut off (E2). */
export const beginScrub = command({
  name: "evidence.begin-scrub",
  summary: "Begin to check all stored evidence, or go on with it",
  permission: "evidence:scrub",
  type: "evidence_collection",
  controls: ["CC7.1"],
  input: z.object({}),
  async run({ tx, actor, now }) {
    const last = await tx.evidenceScrub.findFirst({ orderBy: { startedAt: "desc" } });
    const age = last ? now.getTime() - last.startedAt.getTime() : Number.POSITIVE_INFINITY;
    const total = await tx.evidenceVersion.count({ where: { destroyedAt: null } });
    const outcome = last && age < 12 * hour ? (last.finishedAt ? "done" : "resumed") : "begun";
    const round =
      last && outcome !== "begun"
        ? last
        : { id: newId(now.getTime()), organizationId: actor.organizationId, startedAt: now };
    if (outcome === "begun") await tx.evidenceScrub.create({ data: round });
    return {
      output: outcome === "done" ? null : { id: round.id, startedAt: round.startedAt.toISOString() },
      event: { resource: { type: "evidence_scrub", id: round.id }, after: { versions: total, outcome } },
    };
  },
});

export const finishScrub = command({
  name: "evidence.finish-scrub",
  summary: "Finish the check of all stored evidence",
  permission: "evidence:scrub",
  type: "evidence_collection",
  controls: ["CC7.1", "CC7.2"],
  input: z.object({ id: z.uuid() }),
  async run({ tx, now }, { id }) {
    if (!(await tx.evidenceScrub.count({ where: { id } }))) throw notFound("This check of stored evidence");
    await tx.evidenceScrub.updateMany({ where: { id, finishedAt: null }, data: { finishedAt: now } });
    const states = await tx.evidenceVersion.groupBy({ by: ["integrity"], where: { destroyedAt: null }, _count: true });
    return {
      output: { id },
      event: {
        resource: { type: "evidence_scrub", id },
        after: Object.fromEntries(states.map(({ integrity, _count }) => [integrity, _count])),
      },
    };
  },
});

/** What this round has not looked at yet, the longest unchecked first. */
const evidenceToVerify = query({
  name: "evidence.due",
  summary: "Evidence versions whose last check is oldest",
  permission: "evidence:scrub",
  input: z.object({ before: z.iso.datetime(), take: z.number().int().positive().max(500) }),
  run: ({ tx }, { before, take }) =>
    tx.evidenceVersion.findMany({
      where: { destroyedAt: null, OR: [{ verifiedAt: null }, { verifiedAt: { lt: new Date(before) } }] },
      orderBy: [{ verifiedAt: { sort: "asc", nulls: "first" } }, { id: "asc" }],
      select: { evidenceId: true, number: true },
      take,
    }),
});

/**
 * Checks versions of a round until none is left or the time is up. Safe to run twice: what was checked is not due again.
 * @returns how many were checked, and whether any is left
 */
export async function scrubBatch(
  actor: Actor,
  startedAt: string,
  { take = 50, milliseconds = 20_000 } = {},
): Promise<{ checked: number; left: boolean }> {
  const until = Date.now() + milliseconds;
  const due = await evidenceToVerify(actor, { before: startedAt, take });
  let checked = 0;
  for (const { evidenceId, number } of due) {
    if (checked > 0 && Date.now() > until) break;
    const found = await measure(actor, evidenceId, number).catch((error: unknown) => {
      // Destroyed since the list was read: nothing to check any more.
      if (error instanceof AppError && error.code === "gone") return null;
      throw error;
    });
    if (found) await recordIntegrity(actor, found);
    checked += 1;
  }
  return { checked, left: checked < due.length || due.length === take };
}

/** How far the latest round came, for the Evidence page; null before the first. */
export const scrubProgress = query({
  name: "evidence.scrub-progress",
  summary: "Progress of the nightly check of stored evidence",
  permission: "evidence:read",
  input: z.object({}),
  async run({ tx }) {
    const round = await tx.evidenceScrub.findFirst({ orderBy: { startedAt: "desc" } });
    if (!round) return null;
    const kept = { destroyedAt: null, collectedAt: { lte: round.startedAt } };
    const total = await tx.evidenceVersion.count({ where: kept });
    const checked = await tx.evidenceVersion.count({ where: { ...kept, verifiedAt: { gte: round.startedAt } } });
    const damaged = await tx.evidenceVersion.count({
      where: { ...kept, integrity: { in: ["failed", "missing", "unreadable"] } },
    });
    return { startedAt: round.startedAt, finishedAt: round.finishedAt, total, checked, damaged };
  },
});
