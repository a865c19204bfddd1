import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { AppError, notFound } from "@/lib/platform/errors";
import { canTransition } from "../rules";
import { type EvidenceStatus, evidenceStatusLabels } from "../schema";

/** Locks a piece of evidence, so that two people acting at once take turns; with its versions, newest first. */
export async function lockEvidence(tx: Tx, id: string) {
  await tx.$queryRaw`select 1 from evidence where id = ${id}::uuid for update`;
  const evidence = await tx.evidence.findUnique({
    where: { id },
    include: { versions: { orderBy: { number: "desc" } } },
  });
  const [newest] = evidence?.versions ?? [];
  if (!evidence || !newest) throw notFound("This evidence");
  return { ...evidence, newest };
}

export type LockedEvidence = Awaited<ReturnType<typeof lockEvidence>>;

/** How the trail names a piece of evidence; the same words in every event of its custody (E4). */
export const resourceOf = (evidence: { id: string; reference: string; title: string }) => ({
  type: "evidence",
  id: evidence.id,
  label: `${evidence.reference} ${evidence.title}`,
});

/** What a refused attempt was about (E4: denied ones stand in the custody too). */
export const concernsEvidence = { type: "evidence", field: "id" } as const;

/** The version somebody looked at is still the newest one. */
export function assertNewest(evidence: LockedEvidence, version: number): void {
  if (evidence.newest.number !== version) {
    throw conflict(`version ${evidence.newest.number} was added in the meantime, and you looked at version ${version}`);
  }
}

/** E3: any step that is not in the table is a conflict, such as the second click of two. */
export function assertStep(evidence: LockedEvidence, to: EvidenceStatus): void {
  const { number, status } = evidence.newest;
  if (canTransition(status, to)) return;
  throw conflict(
    `version ${number} is “${evidenceStatusLabels[status]}” and cannot become “${evidenceStatusLabels[to]}”`,
  );
}

export const conflict = (why: string) =>
  new AppError("conflict", `Nothing was changed: ${why}. Reload the page to see what happened.`);
