import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A way to the portal that can be slow, and cut like a cable: no goodbye to either side but the broken connection. */
export async function cuttableWay(portalUrl: string) {
  const target = new URL(portalUrl);
  const sockets = new Set<Socket>();
  let carried = 0;
  let dead = false;
  let slowFrom = Number.POSITIVE_INFINITY;
  const server = createServer((near) => {
    if (dead) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(Number(target.port), target.hostname);
    near.on("data", (bytes) => {
      carried += bytes.length;
      if (carried <= slowFrom) return;
      // Still read, or nobody here would notice that the other side gave up.
      near.pause();
      setTimeout(() => near.resume(), 100);
    });
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.pipe(other);
      socket.on("error", () => other.destroy()).on("close", () => other.destroy());
    }
  });
  server.listen(0, target.hostname);
  await once(server, "listening");
  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.origin,
    /** Bytes that went towards the portal so far. */
    carried: () => carried,
    /** So many more bytes go towards the portal as they come, the rest at a snail's pace. */
    slowAfter(bytes: number) {
      slowFrom = carried + bytes;
    },
    hurry() {
      slowFrom = Number.POSITIVE_INFINITY;
    },
    /** Nothing passes from now on: a browser tries a broken request once more by itself. */
    cut() {
      dead = true;
      for (const socket of sockets) socket.resetAndDestroy();
      sockets.clear();
    },
    mend() {
      dead = false;
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
