import "server-only";
import type { Tx } from "../platform/db/client";
import { dateText } from "./local-day";

type Answer = { acknowledgementId: string | null; exempted: boolean; dueOn: string };

/**
 * What people answered to the versions that differ from this one only editorially (P5): back to the last material change, which
 * asked everybody. For a material version that is nothing.
 */
export async function earlierAnswers(
  tx: Tx,
  versionId: string,
  policyId: string,
  people: readonly string[],
): Promise<ReadonlyMap<string, Answer>> {
  const versions = await tx.policyVersion.findMany({
    where: { policyId },
    select: { id: true, basedOnId: true, material: true },
  });
  const byId = new Map(versions.map((version) => [version.id, version]));
  const alike: string[] = [];
  let at = byId.get(versionId);
  while (at && !at.material && at.basedOnId) {
    alike.push(at.basedOnId);
    at = byId.get(at.basedOnId);
  }
  if (alike.length === 0 || people.length === 0) return new Map();
  const rows = await tx.policyAssignment.findMany({
    where: { versionId: { in: alike }, personId: { in: [...people] }, status: { not: "withdrawn" } },
    select: { personId: true, acknowledgementId: true, status: true, dueOn: true },
    orderBy: { assignedAt: "asc" },
  });
  const answers = new Map<string, Answer>();
  for (const row of rows) {
    const answer = {
      acknowledgementId: row.acknowledgementId,
      exempted: row.status === "exempted",
      dueOn: dateText(row.dueOn),
    };
    // The latest row counts, but an acknowledgement is never lost behind it.
    if (answer.acknowledgementId || !answers.get(row.personId)?.acknowledgementId) answers.set(row.personId, answer);
  }
  return answers;
}
