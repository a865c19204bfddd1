import "server-only";
import { AppError } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { lockExport } from "./lock";
import { canMove, exportStateLabels } from "./rules";
import { exportId } from "./schema";

/** Ends an export that is not built yet; the build under way notices within seconds and leaves nothing behind. */
export const cancelExport = command({
  name: "audit.export-cancel",
  summary: "Cancel an export that is being built",
  permission: "audit:export",
  type: "data_access",
  controls: ["CC7.2"],
  input: exportId,
  async run({ tx, now }, { exportId: id }) {
    const found = await lockExport(tx, id);
    if (!canMove(found.state, "cancelled")) {
      throw new AppError(
        "conflict",
        `This export is over already: ${exportStateLabels[found.state].toLowerCase()}. Nothing was changed.`,
      );
    }
    await tx.auditExport.update({ where: { id }, data: { state: "cancelled", finishedAt: now, requestedBy: null } });
    return {
      output: { id, state: "cancelled" as const },
      event: { resource: { type: "audit_export", id }, before: { state: found.state }, after: { state: "cancelled" } },
    };
  },
});
