import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { boundArrival, timeToArrive } from "./slow-bodies";

const minute = 60_000;

test("five minutes for what announces little or nothing, more for a large file, a day at most", () => {
  for (const length of [undefined, "", "0", "-1", "1e9", "999999999999999999999"]) {
    expect(timeToArrive(length)).toBe(5 * minute);
  }
  expect(timeToArrive("1024")).toBeLessThan(5 * minute + 100);
  expect(timeToArrive(String(1024 ** 3))).toBeGreaterThan(18 * 60 * minute);
  expect(timeToArrive(String(1024 ** 4))).toBe(24 * 60 * minute);
});

async function serving(work: (port: number) => Promise<void>) {
  const watch = (message: unknown) => {
    const { request, server } = message as { request: IncomingMessage; server: Server };
    boundArrival(request, server);
  };
  // Node's own limit, as short as it can be looked at in a test.
  const options = { requestTimeout: 150, headersTimeout: 100, connectionsCheckingInterval: 30 };
  const server = createServer(options, (request, response) => {
    request.resume().once("end", () => response.end("arrived"));
  });
  subscribe("http.server.request.start", watch);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await work((server.address() as AddressInfo).port);
  } finally {
    unsubscribe("http.server.request.start", watch);
    server.closeAllConnections();
    server.close();
  }
}

test("a body that takes longer than Node's own limit still arrives", () =>
  serving(async (port) => {
    const socket = connect(port, "127.0.0.1");
    let answer = "";
    socket.on("data", (part) => (answer += part));
    socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 6\r\n\r\nabc");
    await sleep(400);
    socket.write("def");
    await vi.waitFor(() => expect(answer).toMatch(/200 OK[\s\S]*arrived/), 60_000);
    socket.destroy();
  }));

test("one that is not there in its time loses its connection, and headers that never end too", () =>
  serving(async (port) => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const socket = connect(port, "127.0.0.1");
    const closed = once(socket, "close");
    socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 6\r\n\r\nabc");
    while (vi.getTimerCount() === 0) await new Promise((resolve) => setImmediate(resolve));
    vi.advanceTimersByTime(4 * minute);
    expect(socket.destroyed).toBe(false);
    vi.advanceTimersByTime(2 * minute);
    vi.useRealTimers();
    await closed;
    const headless = connect(port, "127.0.0.1");
    headless.on("error", () => undefined).write("POST / HTTP/1.1\r\nhost:");
    headless.resume();
    await once(headless, "close");
  }));
