import "server-only";
import { clean } from "../clean";
import { env } from "../env";
import { newRequestId } from "../ids";

type RequestOrigin = { requestId: string; correlationId?: string; ip?: string; userAgent?: string };

/**
 * Where a request came from. The last entry of X-Forwarded-For is the socket's own address (instrumentation.ts appends
 * it), before it stand the proxies: only as many are believed as TRUSTED_PROXIES says.
 */
export function originOf(headers: Headers): RequestOrigin {
  const chain = (headers.get("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  const ip = chain.at(-1 - env.TRUSTED_PROXIES) || undefined;
  const correlation = headers.get("x-correlation-id") ?? "";
  const given = headers.get("x-request-id") ?? "";
  return {
    requestId: /^[\x21-\x7e]{1,100}$/.test(given) ? given : newRequestId(),
    correlationId: /^[\w-]{1,64}$/.test(correlation) ? correlation : undefined,
    ip: ip?.slice(0, 64),
    userAgent: clean(headers.get("user-agent") ?? "").slice(0, 300) || undefined,
  };
}
