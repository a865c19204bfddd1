import "server-only";
import { client } from "../db/client";

/**
 * Says, as the owner of the database, whether what follows is a story told under a clock that was set: then the database takes the
 * times it is given. Off, it refuses a confirmation that is not dated now.
 */
export async function setStoryClock(simulated: boolean): Promise<void> {
  await client().portalClock.update({ where: { oneRow: true }, data: { simulated } });
}
