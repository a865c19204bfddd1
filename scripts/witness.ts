import "server-only";
import { openWitnessFolder } from "@/lib/audit/witness/witness-folder";
import { witnessServer } from "@/lib/audit/witness/witness-server";
import { witnessSettings } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";

/** A witness in a process of its own: `npm run up` starts one, better ones run on somebody else's machine. */
const settings = witnessSettings();
const { signer, logs } = await openWitnessFolder(settings.WITNESS_FOLDER, {
  name: settings.WITNESS_NAME,
  logsFile: settings.WITNESS_LOGS,
});
const server = witnessServer(signer, logs);
server.listen(settings.WITNESS_PORT, settings.WITNESS_HOST, () => {
  log.info({ host: settings.WITNESS_HOST, port: settings.WITNESS_PORT, vkey: signer.vkey }, "the witness listens");
});

for (const name of ["SIGTERM", "SIGINT"] as const) {
  process.on(name, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}
