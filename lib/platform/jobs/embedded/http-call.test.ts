import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { HttpCallError, httpCall } from "./http-call";

let server: Server | undefined;

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
  server = undefined;
});

async function serve(listener: RequestListener): Promise<URL> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

const call = (url: URL, timeout = 5000, signal?: AbortSignal) => {
  return httpCall({ url, method: "POST", headers: {}, body: Buffer.from("{}"), timeout, maxReplyBytes: 100, signal });
};
const failure = async (promise: Promise<unknown>): Promise<HttpCallError> => {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(HttpCallError);
  return error as HttpCallError;
};

describe("a call", () => {
  it("brings back status, headers and text", async () => {
    const url = await serve((request, response) => {
      response.writeHead(206, { "x-length": request.headers["content-length"] }).end("é");
    });
    expect(await call(url)).toMatchObject({ status: 206, text: "é", headers: { "x-length": "2" } });
  });

  it("knows whether it had reached a server when it failed", async () => {
    const cutOff = await serve((request) => request.socket.destroy());
    expect(await failure(call(cutOff))).toMatchObject({ delivered: true, reason: "cut-off" });
    const halfway = await serve((request, response) => {
      response.writeHead(200, { "content-length": "50" }).write("half");
      setTimeout(() => request.socket.destroy(), 20);
    });
    expect(await failure(call(halfway))).toMatchObject({ delivered: true, reason: "cut-off" });
    expect(await failure(call(new URL("http://127.0.0.1:1/")))).toMatchObject({ delivered: false, reason: "cut-off" });
  });

  it("ends when it takes too long, is too large, or is cut off from here", async () => {
    const silent = await serve(() => {});
    expect(await failure(call(silent, 50))).toMatchObject({ reason: "timeout" });
    expect(await failure(call(silent, 5000, AbortSignal.timeout(50)))).toMatchObject({ reason: "cut-off" });
    const talkative = await serve((_, response) => response.end("x".repeat(101)));
    expect(await failure(call(talkative))).toMatchObject({ reason: "too-large" });
  });
});
