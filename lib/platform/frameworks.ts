import ccpaRegulations from "@/prisma/data/frameworks/ccpa_regulations.json";
import ccpaStatute from "@/prisma/data/frameworks/ccpa_statute.json";
import gdpr from "@/prisma/data/frameworks/gdpr.json";
import hipaa from "@/prisma/data/frameworks/hipaa_security_rule.json";
import iso from "@/prisma/data/frameworks/iso27001_2022.json";
import pci from "@/prisma/data/frameworks/pci_dss_4.0.1.json";
import soc2 from "@/prisma/data/frameworks/soc2_tsc_2017.json";

export const frameworkLabels = {
  iso27001: "ISO/IEC 27001:2022",
  soc2: "SOC 2",
  gdpr: "GDPR",
  hipaa: "HIPAA Security Rule",
  pci: "PCI DSS 4.0.1",
  ccpa: "CCPA",
} as const;
export type Framework = keyof typeof frameworkLabels;

type Row = { id: string; title: string; oscalId: string; assessable: boolean };

export type Requirement = {
  framework: Framework;
  id: string;
  title: string;
  /** What a mapping stores: the id, or where two frameworks use the same one (5.2 of ISO and of PCI) the name of the framework before it. */
  key: string;
  /** Whether it can be met or missed; headings and definitions cannot. */
  assessable: boolean;
};

const catalogues: readonly (readonly [Framework, readonly Row[]])[] = [
  ["soc2", soc2],
  ["iso27001", iso],
  ["gdpr", gdpr],
  ["hipaa", hipaa],
  ["pci", pci],
  ["ccpa", ccpaStatute],
  ["ccpa", ccpaRegulations],
];
const rows = catalogues.flatMap(([framework, list]) => list.map((row) => ({ framework, ...row })));
const uses = Map.groupBy(rows, ({ id }) => id);

/** Every requirement of the six frameworks, in the order of their catalogues. */
export const requirements: readonly Requirement[] = rows.map(({ framework, id, title, oscalId, assessable }) => ({
  framework,
  id,
  title,
  key: uses.get(id)?.length === 1 ? id : oscalId,
  assessable,
}));

const byId = new Map([
  ...requirements.map((each) => [each.id, each] as const),
  ...requirements.map((each) => [each.key, each] as const),
]);

/** The requirement of any of the six frameworks, by its id (`CC6.1`, `A.5.15`, `164.308(a)(1)`) or its key. */
export function requirementOf(id: string): Requirement | undefined {
  return byId.get(id);
}
