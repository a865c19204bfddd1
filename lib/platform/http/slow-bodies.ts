import "server-only";
import type { IncomingMessage, Server } from "node:http";

/** Node's own limit for a whole request, which no slow line can keep with a large file. */
const patience = 5 * 60_000;
/** Slower than this nobody sends a file on purpose. */
const slowest = (16 * 1024) / 1000;
/** Beyond what a timer holds it would fire at once. */
const longest = 24 * 60 * 60_000;

/** How long a request may take to arrive, in milliseconds: five minutes, and more for each byte it announces. */
export function timeToArrive(contentLength: string | undefined): number {
  const announced = /^\d{1,15}$/.test(contentLength ?? "") ? Number(contentLength) : 0;
  return Math.min(longest, patience + announced / slowest);
}

/**
 * Node breaks off any request that has not arrived whole within five minutes: 1 GiB would need 30 Mbit/s. Here a large body
 * gets time in proportion to its length, and one that only pretends to come still loses its connection.
 */
export function boundArrival(request: IncomingMessage, server: Pick<Server, "requestTimeout">): void {
  server.requestTimeout = 0;
  const { headers, socket } = request;
  if (headers["content-length"] === undefined && headers["transfer-encoding"] === undefined) return;
  const timer = setTimeout(() => {
    if (!request.complete) socket.destroy();
  }, timeToArrive(headers["content-length"]));
  timer.unref();
  request.once("close", () => clearTimeout(timer));
}
