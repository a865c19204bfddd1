import "server-only";
import { now as clockNow } from "@/lib/platform/clock";
import { inInstallation, readInstallation } from "@/lib/platform/db/door";
import { AppError } from "@/lib/platform/errors";
import { newRequestId } from "@/lib/platform/ids";
import { record } from "@/lib/platform/operation/record";
import { signedLog } from "../export/package-source";
import { type StreamEvent, streamRows } from "../stream/stream-rows";

const atOnce = 500;

/**
 * The stream of the installation's own log (section 5, A22): what is signed after an index, in the order of the log. No organisation may
 * read it, so it is the operator's at the command line and no route's. On record before the first event leaves.
 */
export async function* streamInstallationLog(after: bigint): AsyncGenerator<StreamEvent> {
  const log = await readInstallation((tx) => signedLog(tx));
  if (log === null)
    throw new AppError("conflict", "Nothing is signed yet. Start the portal, and try again in a few seconds.");
  if (after + 1n >= log.size) return;
  await inInstallation((tx) =>
    record(
      tx,
      { kind: "installation", organizationId: null, requestId: newRequestId() },
      {
        ...{ type: "data_access", action: "installation.stream", crud: "read", outcome: "success" },
        ...{ riskLevel: "medium", retentionClass: "seven_years", controlIds: ["CC7.2"] },
        resource: { type: "audit_log", id: log.logId },
        after: { after: `${after}`, size: `${log.size}` },
      },
      [],
      clockNow(),
    ),
  );
  for (let next = after + 1n; next < log.size; ) {
    const events = await readInstallation((tx) => streamRows(tx, log.logId, next, log.size, atOnce));
    const last = events.at(-1);
    if (last === undefined) return;
    yield* events;
    next = BigInt(last.index) + 1n;
  }
}
