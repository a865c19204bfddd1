import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { allowList } from "./addresses";
import { fetchOutside } from "./fetch-outside";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return (server.address() as AddressInfo).port;
}

const loopback = allowList("127.0.0.1");
const nameless = allowList("");
const at = (address: string) => async () => [{ address, family: 4 }];

describe("calling another system", () => {
  test("a private address is refused, by number and behind a name", async () => {
    const port = await listen((_, response) => response.end("never"));
    await expect(fetchOutside({ url: `http://127.0.0.1:${port}/`, allowed: nameless })).rejects.toThrow(
      "private address",
    );
    await expect(
      fetchOutside({ url: `http://example.test:${port}/`, allowed: nameless, resolveName: at("10.0.0.8") }),
    ).rejects.toThrow("example.test lies at 10.0.0.8, a private address");
  });

  test("one private address among public ones is enough to refuse", async () => {
    const resolveName = async () => [
      { address: "93.184.216.34", family: 4 },
      { address: "169.254.169.254", family: 4 },
    ];
    await expect(fetchOutside({ url: "http://example.test/", allowed: nameless, resolveName })).rejects.toThrow(
      "169.254.169.254",
    );
  });

  test("the connection goes to the address that was looked at, whatever the name answers next", async () => {
    const port = await listen((request, response) => response.end(request.headers.host));
    let asked = 0;
    const resolveName = async () => {
      asked += 1;
      return [{ address: asked === 1 ? "127.0.0.1" : "10.0.0.1", family: 4 }];
    };
    const answer = await fetchOutside({ url: `http://rebind.test:${port}/`, allowed: loopback, resolveName });
    expect(answer.body.toString()).toBe(`rebind.test:${port}`);
    expect(asked).toBe(1);
  });

  test("a redirect to a private address is refused", async () => {
    const port = await listen((_, response) =>
      response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data" }).end(),
    );
    await expect(fetchOutside({ url: `http://127.0.0.1:${port}/`, allowed: loopback })).rejects.toThrow(
      "private address",
    );
  });

  test("a redirect is followed, but the secret stays with the first system", async () => {
    const seen: (string | undefined)[] = [];
    const second = await listen((request, response) => {
      seen.push(request.headers["x-api-key"] as string | undefined);
      response.end("[]");
    });
    const first = await listen((request, response) => {
      seen.push(request.headers["x-api-key"] as string | undefined);
      response.writeHead(307, { location: `http://127.0.0.1:${second}/list` }).end();
    });
    const answer = await fetchOutside({
      url: `http://127.0.0.1:${first}/`,
      headers: { "x-api-key": "s3cret" },
      allowed: loopback,
    });
    expect(answer.body.toString()).toBe("[]");
    expect(seen).toEqual(["s3cret", undefined]);
  });

  test("endless redirects, an endless answer and a silent system all end", async () => {
    const circle = await listen((_, response) => response.writeHead(302, { location: "/again" }).end());
    await expect(fetchOutside({ url: `http://127.0.0.1:${circle}/`, allowed: loopback })).rejects.toThrow(
      "more than 3 times",
    );
    const flood = await listen((_, response) => {
      const pour = () => {
        while (response.write(Buffer.alloc(16_384, "x")));
        response.once("drain", pour);
      };
      pour();
    });
    await expect(
      fetchOutside({ url: `http://127.0.0.1:${flood}/`, allowed: loopback, largestBytes: 65_536 }),
    ).rejects.toThrow("more than 64 KiB");
    const silent = await listen(() => undefined);
    await expect(
      fetchOutside({ url: `http://127.0.0.1:${silent}/`, allowed: loopback, timeoutMs: 200 }),
    ).rejects.toThrow("did not answer in time");
  });

  test.each(["ftp://example.test/", "file:///etc/passwd", "not an address", "http://name:word@example.test/"])(
    "%s is not called",
    async (url) => {
      await expect(fetchOutside({ url, allowed: loopback, resolveName: at("127.0.0.1") })).rejects.toThrow(/address/);
    },
  );

  test("a system that is away is told apart", async () => {
    const port = await listen((_, response) => response.end());
    servers.pop()?.close();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await expect(fetchOutside({ url: `http://127.0.0.1:${port}/`, allowed: loopback })).rejects.toThrow(
      "Nothing listens",
    );
  });
});
