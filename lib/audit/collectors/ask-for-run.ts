import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import { collectionAsked } from "./events";
import { collectorId } from "./run-records";

/** By hand: the same function as by schedule, started once more for the running period. */
export const askForRun = command({
  name: "collector.run",
  summary: "Run a collector now",
  permission: "collector:run",
  type: "evidence_collection",
  crud: "create",
  controls: ["CC4.1"],
  input: z.object({ collectorId }),
  async run({ actor, now, emit }, { collectorId }) {
    if (actor.kind !== "user") throw new AppError("forbidden", "Only a person can start a run by hand.");
    const runId = newId(now.getTime());
    const { organizationId, personId } = actor;
    emit(collectionAsked, { organizationId, collectorId, runId, startedById: personId });
    return {
      output: { runId },
      event: { resource: { type: "collector", id: collectorId }, after: { run: runId } },
    };
  },
});
