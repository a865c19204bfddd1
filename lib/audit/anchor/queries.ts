import "server-only";
import { z } from "zod";
import { query } from "@/lib/platform/operation/query";
import { signedLog } from "../export/package-source";
import { configuredPlaces } from "./places";
import { isDue } from "./rules";

/** The newest checkpoint and the configured places that lack it. */
export const anchorsDue = query({
  name: "log.anchors-due",
  summary: "Find checkpoints to push to places outside",
  permission: "log:anchor",
  input: z.object({}),
  async run({ tx, now }) {
    const places = configuredPlaces();
    const log = places.length === 0 ? null : await signedLog(tx);
    if (log === null) return null;
    const due: typeof places = [];
    for (const { place, target } of places) {
      const last = await tx.auditAnchor.findFirst({
        where: { logId: log.logId, place, target },
        orderBy: { sentAt: "desc" },
      });
      const sent = last && { size: last.size, at: last.sentAt.getTime() };
      if (isDue(place, sent, { size: log.size, places: places.length }, now.getTime())) due.push({ place, target });
    }
    return { logId: log.logId, origin: log.origin, size: log.size, note: log.note, due };
  },
});
