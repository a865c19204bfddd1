import "server-only";
import type { Actor, UserActor } from "@/lib/platform/auth/actor-types";

/** What the story's tellers get: the organisation, its people, and a clock that can be set back. */
export type SeedContext = {
  organizationId: string;
  slug: string;
  /** By sign-in name, the part of the address before the @: `mara.lindner`. */
  people: Record<string, UserActor>;
  actor(signInName: string): UserActor;
  visitor(): Actor;
  system(job: string): Actor;
  /** The moment the story ends: when the seed was started. */
  today: Date;
  /** Runs with the portal's clock stopped `days` before today (fractions allowed), so that commands leave history. */
  daysAgo<T>(days: number, work: () => Promise<T>): Promise<T>;
};
