import "server-only";
import http from "node:http";
import https from "node:https";

export type HttpReply = { status: number; headers: http.IncomingHttpHeaders; text: string };

export class HttpCallError extends Error {
  constructor(
    message: string,
    /** Whether the request had reached a server, which may have begun to work on it. */
    readonly delivered: boolean,
    readonly reason: "cut-off" | "timeout" | "too-large",
  ) {
    super(message);
  }
}

export type HttpCall = {
  url: URL;
  method: "POST" | "PUT";
  headers: Record<string, string>;
  body: Uint8Array;
  timeout: number;
  maxReplyBytes: number;
  signal?: AbortSignal | undefined;
};

/** One request on a connection of its own. Not `fetch`: it gives up on a step that takes longer than five minutes. */
export function httpCall(call: HttpCall): Promise<HttpReply> {
  const { url, method, body, timeout, maxReplyBytes, signal } = call;
  return new Promise((resolve, reject) => {
    let delivered = false;
    const fail = (reason: HttpCallError["reason"], message: string): void => {
      reject(new HttpCallError(message, delivered, reason));
      request.destroy();
    };
    const headers = { ...call.headers, "content-type": "application/json", "content-length": body.byteLength };
    const client = url.protocol === "https:" ? https : http;
    const request = client.request(url, { method, headers, agent: false, signal }, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        size += chunk.byteLength;
        if (size > maxReplyBytes) return fail("too-large", `The reply is larger than ${maxReplyBytes} bytes.`);
        chunks.push(chunk);
      });
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
      response.on("error", (error) => fail("cut-off", error.message));
    });
    const timer = setTimeout(() => fail("timeout", `No reply after ${Math.round(timeout / 1000)} s.`), timeout);
    request.on("socket", (socket) =>
      socket.once("connect", () => {
        delivered = true;
      }),
    );
    request.on("close", () => clearTimeout(timer));
    request.on("error", (error) => fail("cut-off", error.message));
    request.end(body);
  });
}
