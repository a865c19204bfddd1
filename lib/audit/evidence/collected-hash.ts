/** Events that say which bytes a version of evidence consists of; the hash stands open in their leaf. */
export const collectedActions = ["evidence.collect", "evidence.add-version"] as const;

export type CollectedFile = { evidenceId: string; version: number; sha256: string };

/**
 * What a leaf of the log says about a file that was collected as evidence; null when the leaf says nothing of the kind.
 * Pure, so that a verifier without the database reads the same (A14).
 */
export function collectedFileOf(leaf: unknown): CollectedFile | null {
  const { action, outcome, resource, change } = (leaf ?? {}) as Record<string, never>;
  if (!(collectedActions as readonly unknown[]).includes(action) || outcome !== "success") return null;
  const { type, id } = (resource ?? {}) as Record<string, unknown>;
  const { version, sha256 } = ((change ?? {}) as { after?: Record<string, unknown> }).after ?? {};
  if (type !== "evidence" || typeof id !== "string" || typeof version !== "number") return null;
  return typeof sha256 === "string" && /^[0-9a-f]{64}$/.test(sha256) ? { evidenceId: id, version, sha256 } : null;
}
