import "server-only";
import { LRUCache } from "lru-cache";

export const memory = new LRUCache<string, NonNullable<unknown>>({ max: 10_000, ttl: 60 * 60 * 1000 });
