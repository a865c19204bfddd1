import "server-only";
import { auditReport } from "@/lib/audit/report/queries";
import { contributions } from "./contributions";

/** The audit report with what the other domains count for it. */
export const readAuditReport = auditReport(contributions.reportCounters);
