import "server-only";
import { systemActor } from "@/lib/platform/auth/actor-types";
import { organizationIds } from "@/lib/platform/db/door";
import { newRequestId } from "@/lib/platform/ids";
import { defineJob, on } from "@/lib/platform/jobs/client";
import { applyHold, holdsToApply } from "./apply";
import { holdChanged } from "./events";

/** Batches of one run; what is left waits for the next night. The hold itself works from the moment it was placed. */
const batches = 500;

/** Tells every piece that a large hold came or went (E4, E5). */
export const applyHolds = defineJob(
  {
    id: "apply-holds",
    name: "Write holds into chains of custody",
    retries: 3,
    concurrency: 1,
    triggers: [on(holdChanged), { cron: "40 1 * * *" }],
  },
  async ({ step }) => {
    let told = 0;
    for (const organizationId of await step.run("organisations", () => organizationIds())) {
      const actor = () => systemActor(organizationId, "apply-holds", newRequestId());
      const due = await step.run(`due-${organizationId}`, () => holdsToApply(actor(), {}));
      for (const id of due) {
        for (let batch = 0; batch < batches; batch += 1) {
          const { more } = await step.run(`tell-${id}-${batch}`, () => applyHold(actor(), { id }));
          told += 1;
          if (!more) break;
        }
      }
    }
    return { told };
  },
);
