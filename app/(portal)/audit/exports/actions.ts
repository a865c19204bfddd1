"use server";

import { cancelExport } from "@/lib/audit/export/cancel-export";
import { requestExport } from "@/lib/audit/export/request-export";
import { defineAction } from "@/lib/platform/http/define-action";

export const requestExportAction = defineAction(requestExport, { redirectTo: () => "/audit/exports" });

export const cancelExportAction = defineAction(cancelExport, {
  message: () => "Cancelled: nothing of it is kept.",
});
