import "server-only";
import { LRUCache } from "lru-cache";

export const memory = new LRUCache<string, NonNullable<unknown>>({ max: 10_000, ttl: 60 * 60 * 1000 });

/** Sliding window in this process: instants of the attempts within the window. */
const attempts = new LRUCache<string, number[]>({ max: 100_000, ttl: 60 * 60 * 1000 });

export function countAttempt(
  key: string,
  limit: number,
  windowMs: number,
  at: number,
): { allowed: boolean; retryAfterMs: number } {
  const within = (attempts.get(key) ?? []).filter((instant) => instant > at - windowMs);
  const oldest = within[0];
  if (within.length >= limit && oldest !== undefined) return { allowed: false, retryAfterMs: oldest + windowMs - at };
  attempts.set(key, [...within, at]);
  return { allowed: true, retryAfterMs: 0 };
}
