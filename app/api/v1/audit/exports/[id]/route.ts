import { readExport } from "@/lib/audit/export/queries";
import { exportWire } from "@/lib/audit/export/wire";
import { defineRoute } from "@/lib/platform/http/define-route";

export const GET = defineRoute(readExport, {
  toInput: ({ id }) => ({ exportId: id }),
  toOutput: exportWire,
});
