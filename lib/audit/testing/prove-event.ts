import type { Place } from "../explorer/place";

/** Where an event stands, with its proof, as the event page reads it. */
export async function proveEvent(organizationId: string, eventId: string): Promise<Place> {
  const { inTenant } = await import("@/lib/platform/db/tenant");
  const { placeOf } = await import("../explorer/place");
  return inTenant(organizationId, "read", (tx) => placeOf(tx, eventId, new Date()));
}
