import { listExports } from "@/lib/audit/export/queries";
import { requestExport } from "@/lib/audit/export/request-export";
import { exportWire } from "@/lib/audit/export/wire";
import { defineRoute } from "@/lib/platform/http/define-route";

export const GET = defineRoute(listExports, { toOutput: (exports) => ({ items: exports.map(exportWire) }) });

/** Asks for a package; it is built by a job. Look at its state, then fetch its file. */
export const POST = defineRoute(requestExport, {
  status: 202,
  toOutput: ({ id, size, state }) => ({ export_id: id, checkpoint_size: `${size}`, state }),
});
