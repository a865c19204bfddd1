import "server-only";
import { type EventType, eventType, Inngest } from "inngest";
import type { z } from "zod";
import type { EventDefinition } from "../define-event";
import { log } from "../log";

/**
 * The portal's one Inngest client. It reads INNGEST_BASE_URL, INNGEST_EVENT_KEY and INNGEST_SIGNING_KEY itself, when they
 * are first needed, so that a build needs no keys. Cloud mode always: a development server would accept unsigned calls.
 * No checkpointing: each step's result is committed by the engine before the next step begins.
 */
export const inngest = new Inngest({
  id: "plinto-portal",
  isDev: false,
  checkpointing: false,
  logger: log,
  internalLogger: log,
});

/** A typed event of a domain as a trigger or as what a step waits for; its data is checked against the event's schema. */
export function on<Name extends string, Schema extends z.ZodType<Record<string, unknown>, Record<string, unknown>>>(
  event: EventDefinition<Name, Schema>,
): EventType<Name, Schema> {
  return eventType(event.name, { schema: event.data as never }) as unknown as EventType<Name, Schema>;
}

type Triggers = NonNullable<Parameters<typeof inngest.createFunction>[0]["triggers"]>;
type Options<T extends Triggers> = Parameters<typeof inngest.createFunction<T>>[0];

/** What an Inngest server and the embedded engine both have; `retries` must be said, because documents disagree on the default. */
type JobOptions<T extends Triggers> = Pick<
  Options<T>,
  "id" | "name" | "description" | "concurrency" | "idempotency" | "cancelOn" | "onFailure"
> & { triggers: T; retries: NonNullable<Options<T>["retries"]> };

/**
 * Defines work that happens later. Each step is one command as the system actor and safe to run twice; it returns ids,
 * never data. The functions of all domains are listed in `lib/portal/functions.ts`.
 */
export function defineJob<const T extends Triggers>(
  options: JobOptions<T>,
  handler: Parameters<typeof inngest.createFunction<T>>[1],
): ReturnType<typeof inngest.createFunction<T>> {
  return inngest.createFunction<T>(options as Options<T>, handler);
}
