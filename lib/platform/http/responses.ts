import "server-only";
import type { ServerResponse } from "node:http";

// One for the process: instrumentation, pages and actions are bundled apart.
const shared = globalThis as { portalResponses?: Map<string, ServerResponse> };
shared.portalResponses ??= new Map();
const responses = shared.portalResponses;

export function watchResponse(requestId: string, response: ServerResponse): void {
  responses.set(requestId, response);
  response.once("close", () => responses.delete(requestId));
}

/**
 * Next answers a page that threw with 500 and an action that told its form with 200; a database out of reach is 503,
 * so that proxies, monitors and programs know that trying again helps.
 */
export function answerUnavailable(requestId: string): void {
  const response = responses.get(requestId);
  if (!response || response.headersSent) return;
  const writeHead = response.writeHead.bind(response) as (...rest: unknown[]) => ServerResponse;
  response.writeHead = (status: number, ...rest: unknown[]) => {
    if (status !== 200 && status !== 500) return writeHead(status, ...rest);
    response.setHeader("retry-after", "10");
    return writeHead(503, ...rest);
  };
}
