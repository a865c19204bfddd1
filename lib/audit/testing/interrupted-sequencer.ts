import { startSequencer } from "@/lib/audit/log/sequencer";
import { fileStore, type ObjectStore } from "@/lib/platform/storage/object-store";

/**
 * A sequencer in a process of its own that says "reached" and stands still at one point, to be killed there:
 * `copying` the first tile, `signing` (before the checkpoint is kept), `publishing` (kept, not yet in the database).
 */
const [databaseUrl = "", folder = "", point = ""] = process.argv.slice(2);
const store = fileStore(folder);

function stand(): Promise<void> {
  process.stdout.write("reached\n");
  return new Promise(() => undefined);
}

const interrupted: ObjectStore = {
  ...store,
  async write(key, source) {
    const checkpoint = key.endsWith("/checkpoint");
    if (point === "copying" && !checkpoint) await stand();
    if (point === "signing" && checkpoint) await stand();
    await store.write(key, source);
    if (point === "publishing" && checkpoint) await stand();
  },
};

startSequencer({ databaseUrl, store: interrupted, pollMs: 20 });
process.stdout.write("started\n");
