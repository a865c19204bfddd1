import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A way to the portal that can be cut like a cable: no goodbye to either side but the broken connection. */
export async function cuttableWay(portalUrl: string) {
  const target = new URL(portalUrl);
  const sockets = new Set<Socket>();
  let carried = 0;
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    near.on("data", (bytes) => {
      carried += bytes.length;
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
    cut() {
      for (const socket of sockets) socket.resetAndDestroy();
      sockets.clear();
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
