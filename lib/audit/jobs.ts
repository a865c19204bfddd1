import "server-only";
import { systemActor } from "@/lib/platform/auth/actor-types";
import { organizationIds } from "@/lib/platform/db/door";
import { newRequestId } from "@/lib/platform/ids";
import { defineJob } from "@/lib/platform/jobs/client";
import { beginScrub, finishScrub, scrubBatch } from "./evidence/scrub";

/** Steps of one run; a store that needs more goes on at the next full hour of the night, where the round was left. */
const batches = 200;

/** Nightly: re-hashes every stored version (E2), a batch per step. A run that was cut off goes on with the same round. */
export const scrubEvidence = defineJob(
  {
    id: "scrub-evidence",
    name: "Check stored evidence",
    retries: 3,
    concurrency: 1,
    triggers: [{ cron: "15 2-6 * * *" }],
  },
  async ({ step }) => {
    let checked = 0;
    for (const organizationId of await step.run("organisations", () => organizationIds())) {
      const actor = () => systemActor(organizationId, "scrub-evidence", newRequestId());
      const round = await step.run(`begin-${organizationId}`, () => beginScrub(actor(), {}));
      for (let batch = 0; round && batch < batches; batch += 1) {
        const done = await step.run(`check-${organizationId}-${batch}`, () => scrubBatch(actor(), round.startedAt));
        checked += done.checked;
        if (done.left) continue;
        await step.run(`finish-${organizationId}`, () => finishScrub(actor(), { id: round.id }));
        break;
      }
    }
    return { checked };
  },
);
