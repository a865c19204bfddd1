import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import { newId } from "@/lib/platform/ids";
import { transaction } from "./database";
import type { Engine } from "./engine";
import { maxEventBytes } from "./limits";
import { type IncomingEvent, storeEvent } from "./store-event";

/** What PostgreSQL can keep as text. */
const storable = /^[^\0]+$/;

const incoming = z.object({
  id: z.string().regex(storable).max(200).nullish(),
  name: z.string().regex(storable).max(200),
  data: z.record(z.string(), z.unknown()).nullish(),
  ts: z.number().int().positive().max(8.64e15).nullish(),
});
const body = z.union([z.array(incoming).min(1).max(5000), incoming.transform((event) => [event])]);

export class EventsRefused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Stores events of a POST, all or none, and returns their ids in the same order. */
export async function receiveEvents(engine: Engine, payload: unknown, seed: string | undefined): Promise<string[]> {
  const parsed = body.safeParse(payload);
  if (!parsed.success)
    throw new EventsRefused(
      400,
      "An event needs a name, and an object as data; its id is a text of at most 200 characters.",
    );
  const events = parsed.data.map((event, index): IncomingEvent => {
    if (event.name.startsWith("inngest/"))
      throw new EventsRefused(400, "Names beginning with inngest/ are the engine's own.");
    if (Buffer.byteLength(JSON.stringify(event.data ?? {})) > maxEventBytes) {
      throw new EventsRefused(413, `An event may hold ${maxEventBytes} bytes: send ids, not data.`);
    }
    return {
      id: event.id ?? idFromSeed(seed, index),
      name: event.name,
      data: event.data ?? {},
      ts: event.ts ?? engine.options.now().getTime(),
    };
  });
  await transaction(engine.pool, async (sql) => {
    for (const event of events) await storeEvent(sql, event);
  });
  engine.wakeRouter();
  return events.map(({ id }) => id);
}

/** The SDK repeats a POST it got no answer to with the same seed: the events must get the same ids. */
function idFromSeed(seed: string | undefined, index: number): string {
  if (!seed) return newId();
  return createHash("sha256").update(`${index} ${seed}`).digest("hex").slice(0, 32);
}
