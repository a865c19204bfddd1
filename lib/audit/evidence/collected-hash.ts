/** Events that say which bytes a version of evidence consists of; the hash stands open in their leaf. */
export const collectedActions = ["evidence.collect", "evidence.add-version"] as const;

/** Events after which the content of a piece, or of its versions before a redacted one, is gone (E5, E6). */
const destroyingActions: readonly unknown[] = ["evidence.dispose", "evidence.redact"];

export type CollectedFile = {
  evidenceId: string;
  version: number;
  sha256: string;
  /** How the event names the piece, such as "EVD-2026-0042 Quarterly access review". */
  label: string;
};

type Fields = Record<string, unknown>;

/**
 * What a leaf of the log says about a file that was collected as evidence; null when the leaf says nothing of the kind.
 * Pure, so that a verifier without the database reads the same (A14).
 */
export function collectedFileOf(leaf: unknown): CollectedFile | null {
  const { action, id, label, after } = evidenceEvent(leaf);
  if (!(collectedActions as readonly unknown[]).includes(action)) return null;
  const { version, sha256 } = after;
  if (typeof id !== "string" || typeof version !== "number") return null;
  if (typeof sha256 !== "string" || !/^[0-9a-f]{64}$/.test(sha256)) return null;
  return { evidenceId: id, version, sha256, label: typeof label === "string" ? label : `Evidence ${id}` };
}

/** Does a leaf say that the content of a piece was destroyed? Of all its versions, or of those `below` a redacted one. */
export function destroyedContentOf(leaf: unknown): { evidenceId: string; below: number } | null {
  const { action, id, after } = evidenceEvent(leaf);
  if (!destroyingActions.includes(action) || typeof id !== "string") return null;
  const below = action === "evidence.redact" ? after.version : Number.POSITIVE_INFINITY;
  return typeof below === "number" ? { evidenceId: id, below } : null;
}

function evidenceEvent(leaf: unknown): { action?: unknown; id?: unknown; label?: unknown; after: Fields } {
  const { action, outcome, resource, change } = (leaf ?? {}) as Fields;
  const { type, id, label } = (resource ?? {}) as Fields;
  if (outcome !== "success" || type !== "evidence") return { after: {} };
  return { action, id, label, after: ((change ?? {}) as { after?: Fields }).after ?? {} };
}
