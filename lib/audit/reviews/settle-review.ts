import "server-only";
import type { Actor } from "@/lib/platform/auth/actor-types";
import { now } from "@/lib/platform/clock";
import type { ReadTenant } from "@/lib/platform/contribution";
import { inTenant } from "@/lib/platform/db/tenant";
import { AppError } from "@/lib/platform/errors";
import { removeObject } from "@/lib/platform/storage/encryption";
import { objectStore } from "@/lib/platform/storage/object-store";
import { receiveFile } from "@/lib/platform/storage/receive-file";
import { resultFile } from "../collectors/result-file";
import { carryOut } from "./carry-out";
import { finishReview, readRemaining } from "./finish-review";
import { dayText } from "./lock-review";
import { populationHashOf } from "./population";
import { reviewTable } from "./review-table";

/** Runs a named step once; a job hands in the engine's own, which remembers results across restarts. */
type RunStep = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** From closing to evidence: removals person by person, then the file. What waits for a second person stops it until then. */
export async function settleReview(actor: Actor, reviewId: string, step: RunStep): Promise<{ finished: boolean }> {
  const people = await step("look", async () => (await readRemaining(actor, { reviewId })).people);
  for (const personId of people) await step(`carry out ${personId}`, () => carryOut(actor, { reviewId, personId }));
  return step("finish", () => keepAsEvidence(actor, reviewId));
}

async function keepAsEvidence(actor: Actor, reviewId: string): Promise<{ finished: boolean }> {
  const { review, people, waiting } = await readRemaining(actor, { reviewId });
  if (review.status !== "closing" || waiting > 0 || people.length > 0) return { finished: review.status === "closed" };
  const read: ReadTenant = (work) => inTenant(actor.organizationId, "read", work);
  const { bytes } = resultFile(reviewTable(read, reviewId), {
    access_review: review.reference,
    title: review.title,
    people: review.people,
    population_hash: review.populationHash,
    population_hash_of: populationHashOf,
    frozen_at: review.createdAt.toISOString(),
    due_on: dayText(review.dueOn),
    closed_at: review.closedAt?.toISOString() ?? null,
    taken_at: now().toISOString(),
  });
  const file = await receiveFile(bytes, `${review.reference}.zip`);
  try {
    await finishReview(actor, { reviewId, file });
  } catch (error) {
    if (!(error instanceof AppError && error.details.data?.ended)) throw error;
    // Another attempt was quicker: these bytes belong to nothing.
    await removeObject(objectStore(), file);
  }
  return { finished: true };
}
