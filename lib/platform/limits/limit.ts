import "server-only";
import { redis } from "../cache/upstash";
import { now } from "../clock";
import { AppError } from "../errors";
import { log } from "../log";
import { databaseWindows } from "./database-windows";
import { clearKey, hashedKey } from "./key";
import { processWindows } from "./process-windows";
import { redisWindows } from "./redis-windows";
import { type Limit, type LimitName, limits, type Standing } from "./table";
import type { Taken, Windows } from "./windows";

type Place = { key: string; windows: Windows; taken: Taken };
let inRedis: Windows | undefined;

/** Counts one request. @throws AppError rate_limited when there were too many, saying when to try again */
export async function assertLimit(name: LimitName, ...who: string[]): Promise<Standing> {
  return standingOf(name, (await reserve(name, who)).taken);
}

/**
 * One attempt at something that may be guessed: its place is taken before it begins, so that no number of attempts at once gets further
 * than the limit, and given back when it succeeds, or fails for a reason of ours. @throws AppError rate_limited, or what `work` throws
 */
export async function attempt<T>(name: LimitName, who: readonly string[], work: () => Promise<T>): Promise<T> {
  const place = await reserve(name, who);
  let result: T;
  try {
    result = await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "unavailable") await giveBack(name, place);
    throw error;
  }
  await giveBack(name, place);
  return result;
}

/** `work` within limits of one address, of either kind. @throws AppError rate_limited, or what `work` throws */
export async function withinLimits<T>(
  names: readonly LimitName[],
  address: string | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const [name, ...rest] = names;
  if (name === undefined) return work();
  const then = () => withinLimits(rest, address, work);
  if (limits[name].counts === "failures") return attempt(name, [address ?? ""], then);
  await assertLimit(name, address ?? "");
  return then();
}

async function reserve(name: LimitName, who: readonly string[]): Promise<Place> {
  const place = await take(name, who);
  if (place.taken.admitted) return place;
  const standing = standingOf(name, place.taken);
  const minutes = Math.max(1, Math.ceil(standing.resetSeconds / 60));
  throw new AppError(
    "rate_limited",
    `Too many attempts. Nothing was done. Try again in ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`,
    { retryAfterSeconds: standing.resetSeconds, limit: standing },
  );
}

async function take(name: LimitName, who: readonly string[]): Promise<Place> {
  const limit: Limit = limits[name];
  if (limit.passing) return takeFrom(processWindows, clearKey(name, who), limit);
  const key = hashedKey(name, who);
  const store = redis();
  if (store) {
    inRedis ??= redisWindows(store);
    try {
      return await takeFrom(inRedis, key, limit);
    } catch (error) {
      // Redis being away must not open the gate: the database counts meanwhile.
      log.warn({ err: error }, "rate limits are counted in the database");
    }
  }
  return takeFrom(databaseWindows, key, limit);
}

async function takeFrom(windows: Windows, key: string, limit: Limit): Promise<Place> {
  return { key, windows, taken: await windows.take(key, limit, now()) };
}

/** That a place stays taken is no reason to fail: its window ends. */
async function giveBack(name: LimitName, { key, windows, taken }: Place): Promise<void> {
  await windows
    .giveBack(key, limits[name], taken.endsAt)
    .catch((error: unknown) => log.warn({ err: error, limit: name }, "an attempt stays counted"));
}

function standingOf(name: LimitName, { count, endsAt }: Taken): Standing {
  const { amount, seconds } = limits[name];
  const resetSeconds = Math.max(1, Math.ceil((endsAt.getTime() - now().getTime()) / 1000));
  return { name, amount, seconds, remaining: Math.max(0, amount - count), resetSeconds };
}
