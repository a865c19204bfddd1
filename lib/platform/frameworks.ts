import ccpaRegulations from "@/prisma/data/frameworks/ccpa_regulations.json";
import ccpaStatute from "@/prisma/data/frameworks/ccpa_statute.json";
import gdpr from "@/prisma/data/frameworks/gdpr.json";
import hipaa from "@/prisma/data/frameworks/hipaa_security_rule.json";
import iso from "@/prisma/data/frameworks/iso27001_2022.json";
import pci from "@/prisma/data/frameworks/pci_dss_4.0.1.json";
import soc2 from "@/prisma/data/frameworks/soc2_tsc_2017.json";

export type Requirement = { id: string; title: string };

const catalogues: readonly (readonly Requirement[])[] = [soc2, iso, gdpr, hipaa, pci, ccpaStatute, ccpaRegulations];
const byId = new Map(catalogues.flat().map((each) => [each.id, each]));

/** The requirement of any of the six frameworks, by its id (`CC6.1`, `A.5.15`, `164.308(a)(1)`). */
export function requirementOf(id: string): Requirement | undefined {
  return byId.get(id);
}
