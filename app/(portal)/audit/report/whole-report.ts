import "server-only";
import { auditReport } from "@/lib/audit/report/queries";
import { reportCounters } from "@/lib/policies/contributions";

/** The audit report with what the other domains count for it: a page composes, like that of the collectors. */
export const readWholeReport = auditReport(reportCounters);
