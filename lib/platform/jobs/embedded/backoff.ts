const hour = 3_600_000;

/**
 * Milliseconds before the next attempt: doubles from `base` with every failed attempt (0 is the first), at most an hour,
 * give or take a fifth, so that runs that failed together do not come back together.
 */
export function retryDelay(attempt: number, base: number, random: () => number = Math.random): number {
  const plain = Math.min(hour, base * 2 ** Math.min(attempt, 20));
  return Math.round(plain * (0.8 + 0.4 * random()));
}

/** Milliseconds before a call that nobody answered is made again: from half a second to at most 15. */
export function unansweredDelay(count: number, random: () => number = Math.random): number {
  return Math.round(Math.min(15_000, 500 * 2 ** Math.min(count, 10)) * (0.8 + 0.4 * random()));
}

/** Reads a Retry-After header (RFC 9110, 10.2.3: seconds or a date) as milliseconds from `now`; null if absent or unreadable. */
export function retryAfter(header: string | undefined, now: Date): number | null {
  if (!header) return null;
  const seconds = /^\d+(?:\.\d+)?$/.test(header) ? Number(header) * 1000 : new Date(header).getTime() - now.getTime();
  return Number.isNaN(seconds) ? null : Math.max(0, seconds);
}
