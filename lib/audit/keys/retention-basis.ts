import { retainUntil } from "../rules";
import type { RetentionClass } from "../schema";

/** Why a class is kept: a law of some jurisdiction says so, or the organisation chose to. Only the first outranks erasure (A17). */
export type RetentionBasis =
  | { kind: "statutory"; citation: string; jurisdiction: string; sentence: string }
  | { kind: "policy"; sentence: string };

type Entry = { statutory: readonly { citation: string; jurisdiction: string; sentence: string }[]; policy: string };

/**
 * The registry. A statute stands here only when it demands that records of this kind are kept; periods of limitation, audit
 * practice (SOC 2) and contracts (PCI DSS) are reasons of policy. Jurisdictions are ISO 3166 codes.
 */
const registry: Record<RetentionClass, Entry> = {
  seven_years: { statutory: [], policy: "SOC 2 audit practice: seven years of history. No statute demands it." },
  six_years: {
    statutory: [
      {
        citation: "45 CFR 164.316(b)(2)(i)",
        jurisdiction: "US",
        sentence: "HIPAA: documentation is retained for six years from its creation.",
      },
    ],
    policy: "Kept as long as HIPAA documents are elsewhere; no statute here demands it.",
  },
  three_years: { statutory: [], policy: "Claims can be raised for about three years." },
  one_year: { statutory: [], policy: "Addresses and browsers, to investigate misuse." },
  six_months: { statutory: [], policy: "Short-lived technical records." },
  ninety_days: { statutory: [], policy: "Short-lived technical records." },
};

/** The basis of a class for a subject of a jurisdiction such as `DE-BE` or `US-CA`; a country's law reaches its regions. */
export function basisOf(retentionClass: RetentionClass, jurisdiction: string): RetentionBasis {
  const entry = registry[retentionClass];
  const law = entry.statutory.find(
    ({ jurisdiction: where }) => jurisdiction === where || jurisdiction.startsWith(`${where}-`),
  );
  return law ? { kind: "statutory", ...law } : { kind: "policy", sentence: entry.policy };
}

/**
 * When the time of all keys of a class and month (`2026-11`) has ended: the class counted from the month's end, so that
 * its last event had its full time. ISO instant. RangeError on a month that is none.
 */
export function classEnds(retentionClass: RetentionClass, month: string): string {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month);
  if (!match) throw new RangeError(`Not a month of the form YYYY-MM: ${month}`);
  const [year, number] = [Number(match[1]), Number(match[2])];
  const next = number === 12 ? `${year + 1}-01` : `${match[1]}-${String(number + 1).padStart(2, "0")}`;
  return retainUntil(`${next}-01T00:00:00.000Z`, retentionClass);
}
