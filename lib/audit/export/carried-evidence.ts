import "server-only";
import { type Actor, systemActor } from "@/lib/platform/auth/actor-types";
import { AppError } from "@/lib/platform/errors";
import { ObjectProblem, readObject } from "@/lib/platform/storage/encryption";
import { objectStore } from "@/lib/platform/storage/object-store";
import type { CollectedFile } from "../evidence/collected-hash";
import { damageWords } from "../evidence/integrity";
import { locateEvidence } from "../evidence/queries";
import { measure, reportDamage } from "../evidence/verify";
import type { EvidenceLine } from "../verify/check-evidence";

/** A version of evidence on its way into a package; `bytes` only when they are what was collected. */
export type TakenEvidence = Pick<EvidenceLine, "state" | "sha256" | "why"> & {
  versionId?: string;
  reference?: string;
  fileName?: string;
  bytes?: AsyncIterable<Uint8Array>;
};

export type TakeEvidence = (file: CollectedFile) => Promise<TakenEvidence>;

/**
 * Takes the stored file of a version for a package. It is checked against its row and the trail first: what is altered,
 * missing or unreadable is never handed out, is on record and alerts at once, here as at a download (E2).
 */
export function takeEvidence(actor: Actor): TakeEvidence {
  const checker = systemActor(actor.organizationId, "evidence-check", actor.requestId);
  return async ({ evidenceId: id, version: number }) => {
    const found = await locateEvidence(checker, { id, version: number }).catch(nobodyKnows);
    if (found === null) return { state: "missing", sha256: null, why: "the vault no longer knows of it" };
    const { version, object } = found;
    const about = {
      versionId: version.id,
      reference: version.evidence.reference,
      fileName: version.fileName,
      sha256: version.sha256,
    };
    if (version.destroyedAt !== null) return { ...about, state: "destroyed" };
    const finding = await measure(actor, id, number);
    if (finding.state !== "verified") {
      await reportDamage(actor, finding);
      return { ...about, state: finding.state, why: damageWords(finding.state, finding.why) };
    }
    try {
      return { ...about, state: "carried", bytes: await readObject(objectStore(), object) };
    } catch (error) {
      // Destroyed or altered in between: said as it is now, by whoever builds it again.
      if (error instanceof ObjectProblem) return { ...about, state: error.state };
      throw error;
    }
  };
}

/** Its row is gone, or the event names what no row can have. */
function nobodyKnows(error: unknown): null {
  if (error instanceof AppError && ["not_found", "invalid"].includes(error.code)) return null;
  throw error;
}
