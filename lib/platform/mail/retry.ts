import type { MailTrouble } from "./schema";

const minute = 60_000;
const hour = 60 * minute;

/** How long a mail is tried (RFC 5321, 4.5.4.1 asks for four to five days of a relay; people wait two at most). */
export const givesUpAfter = 48 * hour;

type Passing = Exclude<MailTrouble, "address" | "refused">;

/** Greylisting and full queues end after hours; a server that was away is back at once for all. */
const longest: Record<Passing, number> = {
  busy: 4 * hour,
  connection: 15 * minute,
  setup: 15 * minute,
  key: 15 * minute,
};

/** @returns milliseconds until the next try: one minute, doubled at each further attempt up to the longest pause */
export function pauseAfter(attempts: number, trouble: Passing): number {
  return Math.min(longest[trouble], minute * 2 ** Math.min(Math.max(attempts - 1, 0), 20));
}

type Tried = { attempts: number; queuedAt: Date; at: Date; trouble: MailTrouble };

/** @returns when a mail is tried again; null when it is not: refused for good, or two days have gone by */
export function nextAttempt({ attempts, queuedAt, at, trouble }: Tried): Date | null {
  if (trouble === "address" || trouble === "refused") return null;
  const end = queuedAt.getTime() + givesUpAfter;
  if (at.getTime() >= end) return null;
  // The last try falls on the end, however long the pause would be.
  return new Date(Math.min(at.getTime() + pauseAfter(attempts, trouble), end));
}
