import "server-only";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { NoteSigner } from "@/lib/platform/crypto/note-key";
import { log } from "@/lib/platform/log";
import { addCheckpoint, type WitnessAnswer, type WitnessedLogs } from "./add-checkpoint";

/** A request holds a checkpoint and at most 63 hashes. */
const largestBody = 64 * 1024;

/** An HTTP server that answers C2SP tlog-witness's `POST /add-checkpoint`, one request at a time. */
export function witnessServer(signer: NoteSigner, logs: WitnessedLogs): Server {
  let turn: Promise<unknown> = Promise.resolve();
  /** Looking and keeping must not be parted: two requests could both continue the same checkpoint. */
  function inTurn(body: string): Promise<WitnessAnswer> {
    const answer = turn.then(() => addCheckpoint(body, logs, signer));
    turn = answer.catch(() => undefined);
    return answer;
  }
  return createServer((request, response) => {
    void answer(request, response, inTurn, signer).catch((error) => {
      log.error({ err: error }, "the witness could not answer");
      if (!response.headersSent) send(response, 500, "The witness could not answer.\n");
    });
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  decide: (body: string) => Promise<WitnessAnswer>,
  signer: NoteSigner,
): Promise<void> {
  const path = (request.url ?? "").split("?")[0];
  if (path === "/" && request.method === "GET") {
    send(response, 200, `A witness of transparency logs (C2SP tlog-witness).\n${signer.vkey}\n`);
    return;
  }
  if (path !== "/add-checkpoint") return send(response, 404, "There is nothing here.\n");
  if (request.method !== "POST") return send(response, 405, "Only POST is answered here.\n");
  const body = await read(request);
  if (body === null) return send(response, 413, "The request is too large.\n");
  const { status, body: text } = await decide(body);
  send(response, status, text, status === 409 ? "text/x.tlog.size" : "text/plain; charset=utf-8");
}

async function read(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    length += (part as Buffer).length;
    if (length > largestBody) return null;
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString("utf8");
}

function send(response: ServerResponse, status: number, body: string, type = "text/plain; charset=utf-8"): void {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
}
