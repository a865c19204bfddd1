import "server-only";
import { Redis } from "@upstash/redis";
import { env } from "../env";

let shared: Redis | null | undefined;

/** The configured Redis over REST, or null: then everything stays in this process. */
export function redis(): Redis | null {
  if (shared === undefined) {
    const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token } = env;
    shared = url && token ? new Redis({ url, token, retry: { retries: 1 } }) : null;
  }
  return shared;
}
