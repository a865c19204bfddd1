import "server-only";
import { Ratelimit } from "@upstash/ratelimit";
import { AppError } from "../errors";
import { log } from "../log";
import { countAttempt } from "./memory";
import { redis } from "./upstash";

/** Every limit of the portal in one table: attempts per window of seconds. */
export const limits = {
  "sign-in:person": { attempts: 10, seconds: 900 },
  "sign-in:address": { attempts: 50, seconds: 900 },
  "request:submit": { attempts: 10, seconds: 3600 },
  "request:address": { attempts: 10, seconds: 86400 },
  "request:verify": { attempts: 20, seconds: 900 },
  "request:code": { attempts: 5, seconds: 900 },
  "link:open": { attempts: 60, seconds: 900 },
  "report:submit": { attempts: 10, seconds: 3600 },
  "report:follow": { attempts: 30, seconds: 900 },
  "api:key": { attempts: 600, seconds: 60 },
  "api:anonymous": { attempts: 60, seconds: 60 },
} as const satisfies Record<string, { attempts: number; seconds: number }>;

export type LimitName = keyof typeof limits;
const limiters = new Map<LimitName, Ratelimit>();

async function allow(name: LimitName, who: string): Promise<{ allowed: boolean; retryAfterMs: number }> {
  const { attempts, seconds } = limits[name];
  const store = redis();
  const inProcess = () => countAttempt(`${name}:${who}`, attempts, seconds * 1000, Date.now());
  if (!store) return inProcess();
  const limiter =
    limiters.get(name) ??
    new Ratelimit({
      redis: store,
      limiter: Ratelimit.slidingWindow(attempts, `${seconds} s`),
      prefix: `limit:${name}`,
    });
  limiters.set(name, limiter);
  try {
    const { success, reset } = await limiter.limit(who);
    return { allowed: success, retryAfterMs: Math.max(0, reset - Date.now()) };
  } catch (error) {
    // Redis being away must not open the gate: this process counts for itself meanwhile.
    log.warn({ err: error }, "rate limits are counted in process");
    return inProcess();
  }
}

/** @throws AppError rate_limited, saying when to try again */
export async function assertRateLimit(name: LimitName, who: string): Promise<void> {
  const { allowed, retryAfterMs } = await allow(name, who);
  if (allowed) return;
  const retryAfterSeconds = Math.ceil(retryAfterMs / 1000);
  const minutes = Math.max(1, Math.ceil(retryAfterSeconds / 60));
  throw new AppError(
    "rate_limited",
    `Too many attempts. Nothing was done. Try again in ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`,
    {
      retryAfterSeconds,
    },
  );
}
