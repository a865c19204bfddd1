import type { AuditAnchorPlace } from "./schema";

const hour = 60 * 60_000;

/** A mail once a day, the rest with each hourly run; a little earlier is not too early for a job that begins late. */
const every: Record<AuditAnchorPlace, number> = { folder: 0, webhook: 0, mail: 23 * hour };

/**
 * Is a place due the newest checkpoint? Only when the log has grown by more than the events that pushing itself leaves
 * behind, else every push would be the reason for the next. Times in milliseconds.
 */
export function isDue(
  place: AuditAnchorPlace,
  last: { size: bigint; at: number } | null,
  log: { size: bigint; places: number },
  now: number,
): boolean {
  if (log.size === 0n) return false;
  if (last === null) return true;
  return log.size > last.size + BigInt(log.places) && now - last.at >= every[place];
}

export interface OutsideCopy {
  size: bigint;
  /** When it was cosigned or sent, in milliseconds. */
  at: number;
  sameMachine: boolean;
}

/** A12: who outside could tell that the newest events were cut off, and which events nobody could. */
export type Anchoring =
  | { kind: "none" }
  /** Copies on this machine only: they prove nothing against its owner. */
  | { kind: "same_machine"; copy: OutsideCopy; since: bigint }
  | { kind: "outside"; copy: OutsideCopy; since: bigint };

/** The largest copy outside counts; one on the same machine only when there is no other. `events` are all of the log. */
export function anchoring(copies: readonly OutsideCopy[], events: bigint): Anchoring {
  const largest = (some: readonly OutsideCopy[]) =>
    some.toSorted((a, b) => (a.size === b.size ? b.at - a.at : a.size > b.size ? -1 : 1))[0];
  const outside = largest(copies.filter((copy) => !copy.sameMachine));
  const copy = outside ?? largest(copies);
  if (copy === undefined) return { kind: "none" };
  const since = events > copy.size ? events - copy.size : 0n;
  return { kind: outside ? "outside" : "same_machine", copy, since };
}
