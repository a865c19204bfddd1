import { readAuditReport } from "@/lib/audit/report/queries";
import { reportWire } from "@/lib/audit/report/wire";
import { defineRoute } from "@/lib/platform/http/define-route";

export const GET = defineRoute(readAuditReport, { toOutput: reportWire });
