import { systemActor } from "@/lib/platform/auth/actor-types";
import { destroyBatch } from "../destroy-batch";

/** A process that carries out an approved destruction and says "batch" after each, to be killed on the way. */
const [organizationId = "", id = ""] = process.argv.slice(2);
const actor = systemActor(organizationId, "test", crypto.randomUUID());
for (;;) {
  const { done } = await destroyBatch(actor, { id });
  process.stdout.write("batch\n");
  if (done) break;
}
