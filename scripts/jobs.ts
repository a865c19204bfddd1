import "server-only";
import { startSequencer } from "@/lib/audit/log/sequencer";
import { startWitnessing } from "@/lib/audit/witness/witnessing";
import { disconnect } from "@/lib/platform/db/client";
import { startRelay } from "@/lib/platform/db/outbox";
import { env } from "@/lib/platform/env";
import { startEngine } from "@/lib/platform/jobs/embedded/start-engine";
import { log } from "@/lib/platform/log";
import { startDelivery } from "@/lib/platform/mail/delivery";
import { ensureInstallation } from "@/lib/platform/setup/create-organization";
import { objectStore } from "@/lib/platform/storage/object-store";

/** The second child of the supervisor: the job engine (unless an Inngest server is configured), outbox relay, mail delivery, sequencer, witnessing. */
await ensureInstallation();

const external = !env.ENGINE_PORT || !env.INNGEST_BASE_URL?.endsWith(`:${env.ENGINE_PORT}`);
const engine =
  external || !env.INNGEST_SIGNING_KEY || !env.INNGEST_EVENT_KEY || !env.ENGINE_PORT
    ? null
    : await startEngine({
        databaseUrl: env.DATABASE_URL,
        host: "127.0.0.1",
        port: env.ENGINE_PORT,
        webUrl: `http://127.0.0.1:${env.PORT}`,
        signingKey: env.INNGEST_SIGNING_KEY,
        eventKey: env.INNGEST_EVENT_KEY,
        logger: log,
      });
const sequencer = startSequencer({ databaseUrl: env.DATABASE_URL, store: objectStore() });
const witnessing = startWitnessing({ databaseUrl: env.DATABASE_URL });
const relay = startRelay();
const delivery = startDelivery();
log.info({ engine: engine?.url ?? env.INNGEST_BASE_URL }, "jobs are running");

let stopping = false;
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  await Promise.allSettled([relay.stop(), delivery.stop(), engine?.stop(), sequencer.stop(), witnessing.stop()]);
  await disconnect();
  process.exit(code);
}

process.on("SIGTERM", () => void stop(0));
process.on("SIGINT", () => void stop(0));
engine?.lost.then((error) => {
  log.error({ err: error }, "the job engine is no longer alone on this database");
  return stop(1);
});
