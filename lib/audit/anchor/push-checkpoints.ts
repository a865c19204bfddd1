import "server-only";
import type { Actor } from "@/lib/platform/auth/actor-types";
import { now } from "@/lib/platform/clock";
import { log as logger } from "@/lib/platform/log";
import { type Anchored, type Place, pushToFolder, pushToWebhook } from "./places";
import { anchorsDue } from "./queries";
import { recordAnchor } from "./record-anchor";

/**
 * Pushes the newest checkpoint of an organisation to every place that is due it (A12). Sent first, recorded after: cut off
 * in between, it is sent again, which does no harm. Returns how many places have it and how many could not be reached.
 */
export async function pushCheckpoints(actor: Actor): Promise<{ sent: number; failed: number }> {
  const found = await anchorsDue(actor, {});
  const result = { sent: 0, failed: 0 };
  if (found === null) return result;
  const { logId, origin, size, note } = found;
  for (const place of found.due) {
    try {
      await push(place, { origin, size, note, at: now() });
      await recordAnchor(actor, { logId, ...place, size: `${size}` });
      result.sent++;
    } catch (error) {
      logger.warn({ err: error, place: place.place }, "A checkpoint could not be pushed outside.");
      result.failed++;
    }
  }
  return result;
}

async function push({ place, target }: Place, anchored: Anchored): Promise<void> {
  if (place === "folder") await pushToFolder(target, anchored);
  if (place === "webhook") await pushToWebhook(target, anchored);
}
