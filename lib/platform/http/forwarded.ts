import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { env } from "../env";
import { newRequestId } from "../ids";

const claimed = ["x-forwarded-proto", "x-forwarded-host", "x-forwarded-port", "forwarded", "x-real-ip"];

/** Runs for each request before the server handles it. */
function settleHeaders(request: IncomingMessage): void {
  const behindProxy = env.TRUSTED_PROXIES > 0;
  const chain = behindProxy ? request.headers["x-forwarded-for"] : undefined;
  const socket = request.socket.remoteAddress ?? "";
  request.headers["x-forwarded-for"] = [chain, socket].filter(Boolean).join(", ");
  if (!behindProxy) for (const name of claimed) delete request.headers[name];
  request.headers["x-request-id"] = newRequestId();
}

export function watchRequests(): void {
  subscribe("http.server.request.start", (message) => settleHeaders((message as { request: IncomingMessage }).request));
}
