import "server-only";
import { z } from "zod";
import { AppError, notFound } from "@/lib/platform/errors";
import { query } from "@/lib/platform/operation/query";
import { signedLog } from "../export/package-source";
import { streamRows } from "./stream-rows";

export const streamInput = z.object({
  /** Index of the last event the caller has; left out: from the beginning. */
  after: z.coerce.number().int().min(-1).max(Number.MAX_SAFE_INTEGER).default(-1),
  limit: z.coerce.number().int().min(1).max(1_000).default(500),
  /** Id of a log that was closed, to read it to its end; left out: the open one. */
  log: z.uuid().optional(),
});

/**
 * The trail for a SIEM: events after an index, in the order of the log, never beyond what is signed. Who follows is on
 * record once a day (A20): an event per call would itself be news for the next one.
 */
export const streamEvents = query({
  name: "audit.stream",
  summary: "Events after an index, in the order of the log (NDJSON)",
  permission: "audit:stream",
  input: streamInput,
  async run({ tx }, { after, limit, log: logId }) {
    const log = await signedLog(tx, { logId });
    if (log === null) {
      if (logId) throw notFound("This log");
      return { logId: null, origin: null, size: 0n, events: [], next: after };
    }
    if (BigInt(after) + 1n < log.archived) {
      throw new AppError(
        "gone",
        `The events 0–${log.archived - 1n} are archived: take them from their bundles under Archives, and go on with after=${log.archived - 1n}.`,
      );
    }
    const events = await streamRows(tx, log.logId, BigInt(after) + 1n, log.size, limit);
    return { logId: log.logId, origin: log.origin, size: log.size, events, next: events.at(-1)?.index ?? after };
  },
});
