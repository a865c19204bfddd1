import { type RetentionBasis, RetentionClass, retentionBasisLabels, retentionClassLabels } from "../schema";

type Basis = { basis: RetentionBasis; because: string; jurisdiction?: string };

/**
 * Why a class is as long as it is. Only a statutory class of the subject's own jurisdiction, and legal holds, outrank erasure; what a
 * framework or an own policy asks for does not (audit.md section 1).
 */
export const retentionBases: Record<RetentionClass, Basis> = {
  seven_years: { basis: "policy", because: "the usual span of SOC 2 engagements and their follow-up" },
  six_years: {
    basis: "statutory",
    because: "documentation under HIPAA, 45 CFR 164.316(b)(2)(i)",
    jurisdiction: "United States",
  },
  three_years: { basis: "policy", because: "a full cycle of ISO 27001 certification" },
  one_year: { basis: "policy", because: "one audit period" },
  six_months: { basis: "policy", because: "operational records that are soon replaced" },
  ninety_days: { basis: "policy", because: "short-lived records, such as raw logs" },
};

/** "Required by law in the United States: documentation under HIPAA …" */
export function basisWords(retentionClass: RetentionClass): string {
  const { basis, because, jurisdiction } = retentionBases[retentionClass];
  return `${retentionBasisLabels[basis]}${jurisdiction ? ` in the ${jurisdiction}` : ""}: ${because}`;
}

export const retentionChoices = RetentionClass.options.map((value) => ({
  value,
  label: `${retentionClassLabels[value]} (${basisWords(value)})`,
}));
