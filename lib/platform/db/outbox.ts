import "server-only";
import { now } from "../clock";
import { inngest } from "../jobs/client";
import { log } from "../log";
import { type Loop, startLoop } from "../loop";
import { drainOutbox } from "./door";

const batch = 200;
const pollEvery = 250;
const longestWait = 10_000;

/**
 * Sends what commands emitted, after their commit and again until it is confirmed. The event's id makes the second
 * delivery harmless. Each event says whose it is.
 * @returns how many were sent
 */
export function relayOnce(): Promise<number> {
  return drainOutbox(batch, now(), async (events) => {
    await inngest.send(
      events.map((event) => ({
        id: event.id,
        name: event.name,
        data: { ...(event.data as Record<string, unknown>), organizationId: event.organizationId },
        ts: event.createdAt.getTime(),
      })),
    );
  });
}

/** The relay's loop: polls, because a notification would take a lock over the whole cluster at each commit. */
export function startRelay(): Pick<Loop, "stop"> {
  let failures = 0;
  const loop = startLoop(
    async () => {
      const sent = await relayOnce();
      failures = 0;
      if (sent === batch) loop.wake();
    },
    () => Math.min(longestWait, pollEvery * 2 ** Math.min(failures, 6)),
    (error) => {
      failures += 1;
      if (failures % 20 === 1)
        log.warn({ err: error }, "events wait in the outbox: the job engine or the database is away");
    },
  );
  return loop;
}
