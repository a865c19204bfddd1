import { systemActor } from "@/lib/platform/auth/actor-types";
import { objectStore } from "@/lib/platform/storage/object-store";
import { executeDisposal } from "../disposal/execute";

/** Carries a list out in a process of its own that stands still before it removes the bytes of the second piece, to be killed there. */
const [organizationId = "", id = ""] = process.argv.slice(2);
let removals = 0;

await executeDisposal(systemActor(organizationId, "test", crypto.randomUUID()), id, {
  store: {
    ...objectStore(),
    async remove(key) {
      removals += 1;
      if (removals === 2) {
        process.stdout.write("reached\n");
        await new Promise(() => setInterval(() => undefined, 1000));
      }
      await objectStore().remove(key);
    },
  },
});
