import "server-only";
import type { Actor, UserActor } from "@/lib/platform/auth/actor-types";
import { AppError } from "@/lib/platform/errors";

/** Acts that carry two people's names are done by people, never by a key or a job. */
export function personOf(actor: Actor): UserActor {
  if (actor.kind === "user") return actor;
  throw new AppError("forbidden", "Only a person who is signed in does this. Nothing was changed.");
}
