import { evidenceProbes } from "./audit-evidence";
import { incidentProbes } from "./audit-incidents";
import { auditLogProbes } from "./audit-log";
import { platformProbes } from "./platform";
import { policyProbes } from "./policies";
import { policyPeopleProbes } from "./policies-people";
import { privacyProbes } from "./privacy";
import type { Probes } from "./probes";
import { supportProbes } from "./support";
import { trainingProbes } from "./training";
import { violationProbes } from "./violations";

/** Every operation of the portal, by the part it belongs to. */
export const domains: readonly (readonly [string, Probes])[] = [
  ["platform", platformProbes],
  ["the trail and its log", auditLogProbes],
  ["evidence", evidenceProbes],
  ["incidents", incidentProbes],
  ["policies and people", policyPeopleProbes],
  ["policies", policyProbes],
  ["training", trainingProbes],
  ["violations", violationProbes],
  ["privacy", privacyProbes],
  ["support", supportProbes],
];
