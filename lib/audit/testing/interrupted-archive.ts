import { systemActor } from "@/lib/platform/auth/actor-types";
import { objectStore } from "@/lib/platform/storage/object-store";
import { carryOutArchive } from "../archive/carry-out";

/** Bundles a month in a process of its own that stands still when the bundle is stored but not on record, to be killed there. */
const [organizationId = "", id = ""] = process.argv.slice(2);
const store = objectStore();
let written = false;

await carryOutArchive(systemActor(organizationId, "test", crypto.randomUUID()), id, {
  store: {
    ...store,
    async write(key, source) {
      await store.write(key, source);
      written ||= key.startsWith("archives/");
    },
    async *read(key, blockSize, first) {
      if (written && key.startsWith("archives/")) {
        process.stdout.write("reached\n");
        await new Promise(() => setInterval(() => undefined, 1000));
      }
      yield* store.read(key, blockSize, first);
    },
  },
});
