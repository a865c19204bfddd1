import "server-only";
import http from "node:http";
import type { Engine } from "./engine";
import { maxEventsBodyBytes } from "./limits";
import { EventsRefused, receiveEvents } from "./receive-events";
import { bearerOf, sameText } from "./signature";

class BodyTooLarge extends Error {}

/** The addresses the SDK knows: `POST /e/<event key>` and `POST /fn/register`. Anything else does not exist here. */
export async function startHttpServer(engine: Engine): Promise<http.Server> {
  const server = http.createServer((request, response) => {
    handle(engine, request)
      .catch((error: unknown): Answer => {
        if (error instanceof BodyTooLarge) return refuse(413, "The body is too large.");
        if (error instanceof EventsRefused) return refuse(error.status, error.message);
        if (error instanceof SyntaxError) return refuse(400, "The body is not JSON.");
        engine.options.logger.error({ err: error }, "job engine could not answer");
        return refuse(500, "The job engine could not store this. Nothing was changed; try again.");
      })
      .then(({ status, body }) => {
        // A refused body is not read to its end, so the connection cannot carry another request.
        const connection: Record<string, string> = request.complete ? {} : { connection: "close" };
        response.writeHead(status, { "content-type": "application/json", ...connection });
        response.end(JSON.stringify(body));
        request.resume();
      });
  });
  const { host, port } = engine.options;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return server;
}

type Answer = { status: number; body: Record<string, unknown> };

function refuse(status: number, error: string): Answer {
  return { status, body: { status, error, ids: [] } };
}

async function handle(engine: Engine, request: http.IncomingMessage): Promise<Answer> {
  const path = new URL(request.url ?? "/", "http://engine").pathname;
  if (request.method === "GET" && path === "/health") return { status: 200, body: { status: 200 } };
  if (request.method === "POST" && path.startsWith("/e/")) return receive(engine, request, path.slice("/e/".length));
  if (path === "/fn/register") return register(engine, request);
  return refuse(404, "The embedded job engine has no such address.");
}

async function receive(engine: Engine, request: http.IncomingMessage, key: string): Promise<Answer> {
  if (!sameText(decodeURIComponent(key), engine.options.eventKey)) return refuse(401, "The event key is not right.");
  const payload: unknown = JSON.parse(await readBody(request));
  const seed = request.headers["x-inngest-event-id-seed"];
  const ids = await receiveEvents(engine, payload, typeof seed === "string" ? seed : undefined);
  return { status: 200, body: { status: 200, ids } };
}

/** The SDK's own registration is taken as a hint: the engine asks the address it was given, not one it is told. */
async function register(engine: Engine, request: http.IncomingMessage): Promise<Answer> {
  if (!sameText(request.headers.authorization ?? "", bearerOf(engine.options.signingKey))) {
    return refuse(401, "The signing key is not right.");
  }
  if (request.method !== "POST") return refuse(405, "Register with POST.");
  await readBody(request);
  engine.wakeSync();
  return { status: 200, body: { ok: true, status: 200, modified: true, error: "Successfully registered" } };
}

async function readBody(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > maxEventsBodyBytes) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
