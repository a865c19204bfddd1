import "server-only";
import { Ratelimit } from "@upstash/ratelimit";
import type { Redis } from "@upstash/redis";
import type { Limit } from "./table";
import type { Windows } from "./windows";

/** Kept in Redis, where one is configured: a sliding window of the same length, and a place given back is one taken less. */
export function redisWindows(redis: Redis): Windows {
  const limiters = new Map<string, Ratelimit>();
  const limiterOf = ({ amount, seconds }: Limit): Ratelimit => {
    const sort = `${amount}/${seconds}`;
    const limiter =
      limiters.get(sort) ??
      new Ratelimit({
        redis,
        limiter: Ratelimit.slidingWindow(amount, `${seconds} s`),
        prefix: "limit",
        // Its memory of refusals would outlast a place given back, and its own patience would let everybody in.
        ephemeralCache: false,
        timeout: 0,
      });
    limiters.set(sort, limiter);
    return limiter;
  };
  return {
    async take(key, limit) {
      const { success, remaining, reset } = await limiterOf(limit).limit(key);
      return { admitted: success, count: limit.amount - Math.max(0, remaining), endsAt: new Date(reset) };
    },
    async giveBack(key, limit) {
      await limiterOf(limit).limit(key, { rate: -1 });
    },
  };
}
