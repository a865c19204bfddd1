import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { env } from "../env";
import { newRequestId } from "../ids";
import { watchResponse } from "./responses";
import { boundArrival } from "./slow-bodies";

const claimed = ["x-forwarded-proto", "x-forwarded-host", "x-forwarded-port", "forwarded", "x-real-ip"];

/** Runs for each request before the server handles it. */
function settleHeaders(request: IncomingMessage): string {
  const behindProxy = env.TRUSTED_PROXIES > 0;
  const chain = behindProxy ? request.headers["x-forwarded-for"] : undefined;
  const socket = request.socket.remoteAddress ?? "";
  request.headers["x-forwarded-for"] = [chain, socket].filter(Boolean).join(", ");
  if (!behindProxy) for (const name of claimed) delete request.headers[name];
  request.url = readablePath(request.url ?? "/");
  const requestId = newRequestId();
  request.headers["x-request-id"] = requestId;
  return requestId;
}

/** A path that is no percent-encoded UTF-8 is looked up as the letters it consists of: Next would answer 500 instead of 404. */
export function readablePath(url: string): string {
  const [path = "", ...search] = url.split("?");
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return [path.replaceAll("%", "%25"), ...search].join("?");
  }
}

/** Next cannot read a TRACE request and would answer 500. Nothing is traced here: 405, with the headers of every answer. */
function refuseTrace(request: IncomingMessage, response: ServerResponse): void {
  request.method = "HEAD";
  request.url = "/icon.svg";
  const writeHead = response.writeHead.bind(response) as (...rest: unknown[]) => ServerResponse;
  response.writeHead = (_: number, ...rest: unknown[]) => {
    response.setHeader("allow", "GET, HEAD, POST");
    return writeHead(405, ...rest);
  };
}

type Started = { request: IncomingMessage; response: ServerResponse; server: Server };

export function watchRequests(): void {
  subscribe("http.server.request.start", (message) => {
    const { request, response, server } = message as Started;
    boundArrival(request, server);
    if (request.method === "TRACE") refuseTrace(request, response);
    watchResponse(settleHeaders(request), response);
  });
}
