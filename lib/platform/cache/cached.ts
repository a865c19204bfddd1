import "server-only";
import { log } from "../log";
import { memory } from "./memory";
import { redis } from "./upstash";

export type Cached<T> = { value: T; cachedAt: Date };
type Entry = { value: NonNullable<unknown> | null; at: number };

/**
 * Keeps what `make` returned for `seconds`; the key must begin with the organisation's id. Says how old the value is.
 * A cache that cannot be reached is skipped: the value is made anew.
 */
export async function cached<T>(key: string, seconds: number, make: () => Promise<T>): Promise<Cached<T>> {
  const store = redis();
  const known = store
    ? await store.get<Entry>(key).catch((error) => void log.warn({ err: error }, "the cache cannot be read"))
    : (memory.get(key) as Entry | undefined);
  if (known) return { value: known.value as T, cachedAt: new Date(known.at) };
  const value = await make();
  const entry: Entry = { value: value as Entry["value"], at: Date.now() };
  if (store)
    await store
      .set(key, entry, { ex: seconds })
      .catch((error) => log.warn({ err: error }, "the cache cannot be written"));
  else memory.set(key, entry, { ttl: seconds * 1000 });
  return { value, cachedAt: new Date(entry.at) };
}

export async function dropCached(key: string): Promise<void> {
  memory.delete(key);
  await redis()
    ?.del(key)
    .catch((error) => log.warn({ err: error }, "the cache cannot be cleared"));
}
