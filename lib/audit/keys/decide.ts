import type { RetentionClass } from "../schema";
import { basisOf, classEnds } from "./retention-basis";

export type KeyFacts = {
  id: string;
  retentionClass: RetentionClass;
  month: string;
  /** References of the legal holds on it. */
  holds: readonly string[];
  /** It protects acts that the person did in office, for the organisation. */
  inOffice: boolean;
};

export type Ground = "hold" | "statutory" | "office";

/** Keys of one class that stay, all for one reason. Stored with the destruction and shown as it is. */
export type KeptKeys = {
  ground: Ground;
  /** The hold's reference or the law. */
  reference: string;
  retentionClass: RetentionClass;
  /** When the last of them ends, as an ISO instant; null while nobody can say (a hold). */
  until: string | null;
  months: string[];
  keys: number;
};

/** Staff acting in office: their acts are records of the organisation (audit.md A17). */
const officeLaw = "Article 17(3)(b) and (e) GDPR";

/**
 * Which keys of a subject an erasure destroys, and which stay and why. In order of precedence: legal hold, statutory class of
 * the subject's own jurisdiction, acts in office; the last two only until the class has ended. `at` is an ISO instant.
 */
export function decide(
  keys: readonly KeyFacts[],
  { jurisdiction, at }: { jurisdiction: string; at: string },
): { destroy: string[]; kept: KeptKeys[] } {
  const destroy: string[] = [];
  const kept = new Map<string, KeptKeys>();
  for (const key of keys) {
    const reason = reasonToKeep(key, jurisdiction, at);
    if (reason === null) {
      destroy.push(key.id);
      continue;
    }
    const name = `${reason.ground}|${reason.reference}|${key.retentionClass}`;
    const row = kept.get(name) ?? { ...reason, retentionClass: key.retentionClass, months: [], keys: 0 };
    if (!row.months.includes(key.month)) row.months = [...row.months, key.month].sort();
    if (row.until !== null && reason.until !== null && reason.until > row.until) row.until = reason.until;
    row.keys += 1;
    kept.set(name, row);
  }
  return { destroy, kept: [...kept.values()] };
}

function reasonToKeep(
  key: KeyFacts,
  jurisdiction: string,
  at: string,
): Pick<KeptKeys, "ground" | "reference" | "until"> | null {
  if (key.holds.length > 0) return { ground: "hold", reference: key.holds.join(", "), until: null };
  const until = classEnds(key.retentionClass, key.month);
  if (until <= at) return null;
  const basis = basisOf(key.retentionClass, jurisdiction);
  if (basis.kind === "statutory") return { ground: "statutory", reference: basis.citation, until };
  return key.inOffice ? { ground: "office", reference: officeLaw, until } : null;
}
