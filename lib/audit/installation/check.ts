import "server-only";
import { systemActor } from "@/lib/platform/auth/actor-types";
import { now as clockNow } from "@/lib/platform/clock";
import { inInstallation, organizationIds, readInstallation } from "@/lib/platform/db/door";
import { AppError } from "@/lib/platform/errors";
import { newRequestId } from "@/lib/platform/ids";
import { record } from "@/lib/platform/operation/record";
import { checkInstallationLog, checkInstallationTail, type LogFinding } from "../check/check-log";
import { checkAction, firstUnchecked, lastCheck, tailCheckAction } from "../check/last-check";
import { type LogHealth, logHealth } from "../check/rules";
import { signedLog } from "../export/package-source";
import { alertOfInstallation } from "./alert";

/**
 * Checks the installation's own log like any other (A22): all of it or its newest events, keeps the finding in that log itself, and
 * tells every organisation when it failed, because the log keeps what concerns them all. Returns what was found.
 */
export async function checkInstallation(part: "whole" | "tail"): Promise<string> {
  const halted = await readInstallation((tx) =>
    tx.auditLog.findFirst({ where: { closedAt: null, haltedAt: { not: null } } }),
  );
  const finding = halted ? haltedFinding(halted) : await findingOf(part);
  if (typeof finding === "string") return finding;
  await inInstallation((tx) =>
    record(
      tx,
      { kind: "installation", organizationId: null, requestId: newRequestId() },
      {
        type: "compliance_control",
        action: part === "whole" ? checkAction : tailCheckAction,
        ...{ crud: "create", outcome: "success", retentionClass: "seven_years" },
        riskLevel: finding.state === "failed" ? "critical" : "low",
        controlIds: ["CC7.2", "CC4.1"],
        resource: { type: "audit_log", id: null },
        after: finding,
      },
      [],
      clockNow(),
    ),
  );
  if (finding.state === "failed") {
    for (const organizationId of await organizationIds()) {
      const actor = systemActor(organizationId, "verify-logs", newRequestId());
      await alertOfInstallation(actor, { kind: "log", index: finding.index, message: finding.message ?? "" });
    }
  }
  return finding.state;
}

async function findingOf(part: "whole" | "tail"): Promise<LogFinding | "unsigned" | "unchanged"> {
  try {
    if (part === "whole") return await checkInstallationLog();
    const first = await readInstallation(async (tx) => firstUnchecked(tx, null, (await signedLog(tx))?.size ?? null));
    return first === null ? "unchanged" : await checkInstallationTail(first);
  } catch (error) {
    // Nothing signed yet: nothing to say about it.
    if (error instanceof AppError && error.code === "conflict") return "unsigned";
    throw error;
  }
}

const haltedFinding = (log: { haltedReason: string | null; haltedLeaves: bigint | null }): LogFinding => ({
  size: `${log.haltedLeaves ?? 0n}`,
  state: "failed",
  index: null,
  message: `It is not signed any further: ${log.haltedReason}`.slice(0, 300),
});

/** What organisations may know of the log that belongs to none of them: whether it was checked, and whether it held. */
export function installationHealth(at: Date): Promise<LogHealth> {
  return readInstallation(async (tx) => logHealth(await lastCheck(tx, null), at.getTime()));
}
