import "server-only";
import { assertLimit } from "../limits/limit";
import type { LimitName } from "../limits/table";
import { originOf } from "./origin";

/** Pages and files that need no session, by their address; of those who report without a name nothing is kept (P18). */
export function pageLimit(pathname: string): LimitName | null {
  if (/^\/p\/[^/]+\/report(\/|$)/.test(pathname)) return "report:read";
  return /^\/(p|verify|sign-in)(\/|$)/.test(pathname) ? "page:read" : null;
}

/** Counts a public page that is read; what is posted to one has its own limits. @throws AppError rate_limited */
export async function countPage(request: Request): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD") return;
  const limit = pageLimit(new URL(request.url).pathname);
  if (limit) await assertLimit(limit, originOf(request.headers).ip ?? "");
}
