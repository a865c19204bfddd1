import "server-only";
import { cached } from "../platform/cache/cached";
import type { Tx } from "../platform/db/client";

export const publishedTextKey = (organizationId: string, policyId: string) =>
  `${organizationId}:policy:${policyId}:published`;

/**
 * The text in force, kept for an hour and dropped by publishing. What is shown, never what is acknowledged: a reader of a
 * stale text is told so when acknowledging, because that reads the database.
 */
export async function publishedText(tx: Tx, organizationId: string, policyId: string, versionId: string) {
  const key = publishedTextKey(organizationId, policyId);
  const load = async () => {
    const { id, text, description } = await tx.policyVersion.findUniqueOrThrow({
      where: { id: versionId },
      select: { id: true, text: true, description: true },
    });
    return { id, text, description };
  };
  const { value } = await cached(key, 3600, load);
  // A load that began before the publication may have been kept after it: the id says whose text this is.
  return value.id === versionId ? value : load();
}
