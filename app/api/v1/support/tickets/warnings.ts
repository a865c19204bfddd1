import "server-only";

/** JSON with a `Warning` header for each part of the request that was accepted and ignored (RFC 7234, 5.5: code 299). */
export function withWarnings(warnings: readonly string[], status: number, body: object): Response {
  const response = Response.json(body, { status });
  for (const warning of warnings) response.headers.append("warning", `299 - "${warning}"`);
  return response;
}
