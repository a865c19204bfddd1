import { cancelExport } from "@/lib/audit/export/cancel-export";
import { defineRoute } from "@/lib/platform/http/define-route";

export const POST = defineRoute(cancelExport, {
  toInput: ({ id }) => ({ exportId: id }),
  toOutput: ({ id, state }) => ({ export_id: id, state }),
});
