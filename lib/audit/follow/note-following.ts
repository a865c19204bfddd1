import "server-only";
import { z } from "zod";
import { type Actor, actorIdOf, mayDo } from "@/lib/platform/auth/actor-types";
import { now } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";

/** Following the log leaves one event per follower and day, not one per tile (A20). */
const following = <Name extends string>(name: Name, permission: "log:follow" | "log:read") =>
  command({
    name,
    summary: "Record that somebody follows the log today",
    permission,
    type: "data_access",
    crud: "read",
    controls: ["CC7.2"],
    input: z.object({ day: z.iso.date() }),
    run: async (_context, { day }) => ({
      output: { day },
      event: { resource: { type: "audit_log", id: null }, after: { day } },
    }),
  });

const followHashes = following("log.follow", "log:follow");
/** For a key that may read entries and nothing else. */
const followEntries = following("log.follow-entries", "log:read");

const noted = new Set<string>();

/** Before a checkpoint or tile is handed out. */
export async function noteFollowing(actor: Actor): Promise<void> {
  // Whoever may not follow is refused, and recorded as denied, by the query itself.
  const note = mayDo(actor, "log:follow") ? followHashes : mayDo(actor, "log:read") ? followEntries : null;
  if (note !== null) await noteOnceADay(actor, note, "follow");
}

/** The record of the day stands before the first byte leaves; `what` tells one kind of following from another. */
export async function noteOnceADay(
  actor: Actor,
  note: { execute(actor: Actor, input: unknown, options: { idempotencyKey: string }): Promise<unknown> },
  what: string,
): Promise<void> {
  const day = now().toISOString().slice(0, 10);
  const key = `${what}|${actor.organizationId}|${actorIdOf(actor) ?? ""}|${day}`;
  if (noted.has(key)) return;
  try {
    await note.execute(actor, { day }, { idempotencyKey: `${what}-${day}` });
  } catch (error) {
    // Another request of the same follower is recording this very fact.
    if (!(error instanceof AppError && error.code === "conflict")) throw error;
  }
  if (noted.size > 10_000) noted.clear();
  noted.add(key);
}
