import type { Standing } from "./table";

/** How close an answer stands to its limit (draft-ietf-httpapi-ratelimit-headers, in the spelling most programs read). */
export function setLimitHeaders(headers: Headers, { amount, seconds, remaining, resetSeconds }: Standing): void {
  headers.set("ratelimit-limit", String(amount));
  headers.set("ratelimit-remaining", String(remaining));
  headers.set("ratelimit-reset", String(resetSeconds));
  headers.set("ratelimit-policy", `${amount};w=${seconds}`);
}
