import "server-only";
import { createWriteStream } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { inInstallation, readInstallation } from "@/lib/platform/db/door";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { newId, newRequestId } from "@/lib/platform/ids";
import { record } from "@/lib/platform/operation/record";
import { buildPackage } from "../export/build-package";
import { signedLog } from "../export/package-source";
import { SealedSpool } from "../export/sealed-spool";

/**
 * Writes the installation's own log (A22) as a package that `npm run verify-audit` checks: everything up to its newest
 * checkpoint. That it was exported is on record before the first byte is written; it stands in the next package.
 */
export async function exportInstallationLog(file: string, at: Date): Promise<{ events: bigint; origin: string }> {
  const log = await readInstallation((tx) => signedLog(tx));
  if (log === null)
    throw new AppError("conflict", "Nothing is signed yet. Start the portal, and try again in a few seconds.");
  const by = { kind: "installation", organizationId: null, requestId: newRequestId() } as const;
  await inInstallation((tx) =>
    record(
      tx,
      by,
      {
        type: "data_access",
        action: "installation.export",
        crud: "read",
        outcome: "success",
        riskLevel: "high",
        retentionClass: "seven_years",
        controlIds: ["CC7.2"],
        resource: { type: "audit_log", id: log.logId },
        after: { size: `${log.size}` },
      },
      [],
      at,
    ),
  );
  const spool = await SealedSpool.create(path.join(env.DATA_EXPORT_PATH, "spool"), newId());
  try {
    const request = {
      selection: { kind: "range", first: 0n, count: log.size },
      size: log.size,
      disclose: true,
      requestedBy: "operator",
      requestedAt: at,
    } as const;
    const { zip } = await buildPackage(readInstallation, request, spool);
    await pipeline(zip, createWriteStream(file, { mode: 0o600 }));
  } finally {
    await spool.discard();
  }
  return { events: log.size, origin: log.origin };
}
