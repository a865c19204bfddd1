import "server-only";
import { systemActor } from "@/lib/platform/auth/actor-types";
import { organizationIds } from "@/lib/platform/db/door";
import { newRequestId } from "@/lib/platform/ids";
import { defineJob } from "@/lib/platform/jobs/client";
import { evidenceToVerify } from "./evidence/queries";
import { measure, recordIntegrity } from "./evidence/verify";

const day = 24 * 60 * 60 * 1000;

/** Nightly: re-hashes every stored version that was not checked within the last day (E2); one step per file. */
export const scrubEvidence = defineJob(
  {
    id: "scrub-evidence",
    name: "Check stored evidence",
    retries: 3,
    concurrency: 1,
    triggers: [{ cron: "15 2 * * *" }],
  },
  async ({ step }) => {
    let checked = 0;
    for (const organizationId of await step.run("organisations", () => organizationIds())) {
      const due = await step.run(`due-${organizationId}`, async () => {
        const actor = systemActor(organizationId, "scrub-evidence", newRequestId());
        return evidenceToVerify(actor, { before: new Date(Date.now() - day) });
      });
      for (const { evidenceId, number } of due) {
        await step.run(`check-${evidenceId}-${number}`, async () => {
          const actor = systemActor(organizationId, "scrub-evidence", newRequestId());
          return recordIntegrity(actor, await measure(actor, evidenceId, number));
        });
        checked += 1;
      }
    }
    return { checked };
  },
);
