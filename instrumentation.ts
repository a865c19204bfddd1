/**
 * Appends the socket's own address to X-Forwarded-For before anything reads it, and drops the other forwarded headers
 * unless a proxy is configured: a client cannot invent its address or scheme (platform.md section 9).
 */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { watchRequests } = await import("./lib/platform/http/forwarded");
  watchRequests();
}
