import "server-only";
import type { Actor } from "@/lib/platform/auth/actor-types";
import { actorIdOf } from "@/lib/platform/auth/actor-types";
import { about } from "@/lib/platform/operation/protected";
import type { EventFilterInput } from "./schema";

/** Who looked, for the event of a look. */
export function lookerOf(actor: Actor): string {
  return actor.kind === "user" ? `person:${actor.personId}` : `actor:${actorIdOf(actor) ?? "nobody"}`;
}

/** A search as its event tells it; what was typed may name people, so it stands under the key of whoever typed it (A17, A19). */
export function searchRecord(filter: EventFilterInput, looker: string) {
  const typed = ["q", "actor", "resource", "ip"];
  const entries = Object.entries(filter).filter(([name, value]) => value !== undefined && name !== "cursor");
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typed.includes(name) ? about(looker, String(value)) : String(value)]),
  );
}
