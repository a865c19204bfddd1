import "server-only";
import { auditFigureKeys, auditFigureRows } from "@/lib/audit/figure-rows";
import type { Permission } from "@/lib/platform/auth/permissions";
import type { FigureRows } from "@/lib/platform/figure-rows";
import type { QueryContext } from "@/lib/platform/operation/context";
import { policyFigureKeys, policyFigureRows } from "@/lib/policies/queries/figure-rows";
import { privacyFigureKeys, privacyFigureRows } from "@/lib/privacy/requests/figure-rows";
import { supportFigureKeys, supportFigureRows } from "@/lib/support/queries/figure-rows";
import type { FigureGroup } from "./schema";

export type FigureKey =
  | (typeof policyFigureKeys)[number]
  | (typeof privacyFigureKeys)[number]
  | (typeof supportFigureKeys)[number]
  | (typeof auditFigureKeys)[number];

/** How a figure is called, what its list holds, and whether a period changes it. `shareOf`: in its list some rows miss. */
export type FigureEntry = { label: string; about: string; periodic: boolean; shareOf?: [met: string, of: string] };

const now = (label: string, about: string): FigureEntry => ({ label, about, periodic: false });
const during = (label: string, about: string): FigureEntry => ({ label, about, periodic: true });

export const figureList: Record<FigureKey, FigureEntry> = {
  policies_published: now("Policies in force", "Every published version."),
  policies_due_for_review: now("Reviews due", "Published versions whose review date has come or passed."),
  policies_expiring_30_days: now("Reviews in 30 days", "Published versions to be reviewed within 30 days."),
  policy_versions_in_review: now("Versions in review", "Versions that wait for an approver."),
  policy_versions_published: during("Versions published", "Versions that came into force in the period."),
  acknowledgements_given: during("Acknowledgements given", "Acknowledgements given in the period."),
  acknowledgement_rate: {
    ...now("Acknowledged", "Everybody asked to acknowledge a version in force; exempted and withdrawn ones left out."),
    shareOf: ["acknowledged", "assignments"],
  },
  policy_score: {
    ...now("Acknowledged on time", "Assignments whose last day has passed."),
    shareOf: ["acknowledged on time", "assignments due"],
  },
  policy_emergencies: now(
    "Emergencies to confirm",
    "Versions published without an approval that wait for their second person.",
  ),
  exceptions_expiring: now("Exceptions expiring", "Approved exemptions and exceptions that end within 30 days."),
  overdue_people: now("People overdue", "One row for each person who has not acknowledged in time."),
  requests_open: now("Open requests", "Data-subject requests that are not closed."),
  requests_due_soon: now("Due in 10 days", "Open requests due today or within ten days."),
  requests_overdue: now("Requests overdue", "Open requests whose time has run out."),
  requests_waiting_for_decision: now(
    "Waiting for a second person",
    "Open requests with a decision that somebody else must confirm.",
  ),
  requests_received: during("Requests received", "Requests received in the period."),
  requests_answered: during("Requests answered", "Requests fulfilled or refused in the period."),
  requests_on_time: {
    ...during(
      "Answered on time",
      "Requests due in the period, up to now. Withdrawn, unverified and duplicate ones are left out.",
    ),
    shareOf: ["answered on time", "requests due"],
  },
  tickets_open: now("Open tickets", "Tickets that are neither resolved nor closed."),
  tickets_opened: during("Tickets opened", "Tickets opened in the period."),
  tickets_resolved: during("Tickets resolved", "Tickets resolved in the period."),
  sla_first_response: {
    ...during("First response", "First responses met or breached in the period."),
    shareOf: ["met", "promises decided"],
  },
  sla_next_response: {
    ...during("Next response", "Further responses met or breached in the period."),
    shareOf: ["met", "promises decided"],
  },
  sla_resolution: {
    ...during("Resolution", "Resolutions met or breached in the period."),
    shareOf: ["met", "promises decided"],
  },
  sla_breached: during("SLA breaches", "Promises broken in the period. A breach stays one for ever."),
  audit_events: during("Events recorded", "Events recorded in the period."),
  audit_denied: during("Denied", "Acts that were refused in the period."),
  log_verification: now("Log verification", "Every check of the whole log, the newest first."),
  evidence_verified: {
    ...now("Evidence verified", "Every piece of evidence by its newest version."),
    shareOf: ["verified", "pieces"],
  },
  evidence_damaged: now(
    "Evidence not intact",
    "Pieces whose newest version failed its check, is missing or unreadable.",
  ),
};

type Domain = {
  permission: Permission;
  keys: readonly string[];
  rows: (context: QueryContext, input: { key: never; from: Date; to: Date; page: number }) => Promise<FigureRows>;
};

/** Which domain counts a figure, with the permission its reports need. */
export const domains: Record<FigureGroup, Domain> = {
  policies: { permission: "policy:status", keys: policyFigureKeys, rows: policyFigureRows.within },
  privacy: { permission: "privacy:report", keys: privacyFigureKeys, rows: privacyFigureRows.within },
  support: { permission: "support:report", keys: supportFigureKeys, rows: supportFigureRows.within },
  audit: { permission: "audit:report", keys: auditFigureKeys, rows: auditFigureRows.within },
};

export const isFigureKey = (key: string): key is FigureKey => Object.hasOwn(figureList, key);

export function groupOf(key: FigureKey): FigureGroup {
  const found = Object.entries(domains).find(([, { keys }]) => keys.includes(key));
  return (found?.[0] ?? "audit") as FigureGroup;
}

/** The rows of a figure in its own domain, which asks for its own permission again. */
export function rowsOf(context: QueryContext, key: FigureKey, input: { from: Date; to: Date; page: number }) {
  return domains[groupOf(key)].rows(context, { ...input, key: key as never });
}
