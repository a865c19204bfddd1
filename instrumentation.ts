import type { Instrumentation } from "next";

/**
 * Appends the socket's own address to X-Forwarded-For before anything reads it, and drops the other forwarded headers
 * unless a proxy is configured: a client cannot invent its address or scheme (platform.md section 9).
 */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { watchRequests } = await import("./lib/platform/http/forwarded");
  watchRequests();
}

/** A page that found the database away is answered with 503, not with 500. */
export const onRequestError: Instrumentation.onRequestError = async (error, request) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { isUnreachable } = await import("./lib/platform/db/failures");
  if (!isUnreachable(error)) return;
  const { answerUnavailable } = await import("./lib/platform/http/responses");
  answerUnavailable(String(request.headers["x-request-id"]));
};
