import type { Redis } from "@upstash/redis";
import { expect, it } from "vitest";
import { redisWindows } from "./redis-windows";

/** Answers the script of a sliding window whose last window was empty, as Redis would. */
function fakeRedis() {
  const counts = new Map<string, number>();
  const evalsha = async (_sha: string, [current = ""]: string[], [amount, , , by]: unknown[]) => {
    const [limit, step] = [Number(amount), Number(by)];
    const count = counts.get(current) ?? 0;
    if (step > 0 && count >= limit) return [-1, limit];
    counts.set(current, count + step);
    return [limit - count - step, limit];
  };
  return { redis: { evalsha } as unknown as Redis, keys: () => [...counts.keys()] };
}

const limit = { amount: 3, seconds: 3600, by: ["address"], counts: "failures" } as const;

it("takes places in Redis and gives them back, also after it refused", async () => {
  const { redis, keys } = fakeRedis();
  const windows = redisWindows(redis);
  const at = new Date();
  const counts: number[] = [];
  for (let nth = 0; nth < 3; nth += 1) counts.push((await windows.take("key", limit, at)).count);
  expect(counts).toEqual([1, 2, 3]);
  const refused = await windows.take("key", limit, at);
  expect(refused).toMatchObject({ admitted: false, count: 3 });
  await windows.giveBack("key", limit, refused.endsAt);
  expect(await windows.take("key", limit, at)).toMatchObject({ admitted: true, count: 3 });
  expect(keys().every((key) => key.startsWith("limit:key"))).toBe(true);
});
