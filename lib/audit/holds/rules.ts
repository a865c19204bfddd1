import { type EvidenceType, evidenceTypeLabels } from "../schema";
import type { HoldState } from "./schema";

export type HoldScope = {
  coversEvidence: boolean;
  coversTrail: boolean;
  types: readonly EvidenceType[];
  controlIds: readonly string[];
  sourceSystem: string | null;
  /** Name of the person the query asks for. */
  person: string | null;
  /** Local ISO dates. */
  periodFrom: string | null;
  periodTo: string | null;
};

/** Where a hold stands: it holds until the release is confirmed, proposed or not (E5). */
export function holdState(hold: { releaseProposedAt: Date | null; releasedAt: Date | null }): HoldState {
  if (hold.releasedAt !== null) return "released";
  return hold.releaseProposedAt === null ? "active" : "release_proposed";
}

/** E5: whoever proposed a release does not confirm it. */
export function mayConfirmRelease(hold: { releaseProposedById: string | null }, personId: string): boolean {
  return hold.releaseProposedById !== null && hold.releaseProposedById !== personId;
}

/** What a hold's query asks for, in a sentence; null when it only names objects. */
export function scopeWords(scope: HoldScope): string | null {
  const what = [scope.coversEvidence ? "evidence" : "", scope.coversTrail ? "the audit trail" : ""].filter(Boolean);
  if (what.length === 0) return null;
  const asks = [
    scope.types.length > 0
      ? `of the type ${scope.types.map((type) => evidenceTypeLabels[type].toLowerCase()).join(" or ")}`
      : "",
    scope.controlIds.length > 0 ? `for ${scope.controlIds.join(" or ")}` : "",
    scope.sourceSystem ? `from ${scope.sourceSystem}` : "",
    scope.person ? `of ${scope.person}` : "",
    scope.periodFrom ? `from ${scope.periodFrom} on` : "",
    scope.periodTo ? `until ${scope.periodTo}` : "",
  ].filter(Boolean);
  const sentence = [what.join(" and "), ...asks].join(" ");
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
