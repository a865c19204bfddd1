import { writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { ConfiguredWitness } from "../witness/configured";

/** A witness with a folder and a key of its own, listening on this machine. Started on the same folder it remembers. */
export async function startWitness(folder: string, vkeys: readonly string[], name = "witness.example/one") {
  const { openWitnessFolder } = await import("../witness/witness-folder");
  const { witnessServer } = await import("../witness/witness-server");
  const logsFile = path.join(folder, "..", `${path.basename(folder)}-logs`);
  const know = (known: readonly string[]) => writeFile(logsFile, `# logs\n${known.join("\n")}\n`);
  const { signer, logs } = await openWitnessFolder(folder, { name, logsFile });
  await know(vkeys);
  const server = witnessServer(signer, logs);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const witness: ConfiguredWitness = { name, vkey: signer.vkey, url, sameMachine: false };
  return {
    witness,
    know,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
