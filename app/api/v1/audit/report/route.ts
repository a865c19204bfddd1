import { reportWire } from "@/lib/audit/report/wire";
import { defineRoute } from "@/lib/platform/http/define-route";
import { readAuditReport } from "@/lib/portal/audit-report";

export const GET = defineRoute(readAuditReport, { toOutput: reportWire });
