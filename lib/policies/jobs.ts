import "server-only";
import { systemActor } from "../platform/auth/actor-types";
import { organizationIds } from "../platform/db/door";
import { defineJob, on } from "../platform/jobs/client";
import { distributeVersion } from "./distribute-version";
import { audienceChanged, versionPublished } from "./events";
import { audiencesToSettle } from "./queries/audiences-to-settle";

/** Asks a version's audience, batch by batch; after a kill it goes on with the batch that was not yet done. */
export const distributePolicy = defineJob(
  {
    id: "policies-distribute-version",
    name: "Ask the audience of a policy",
    retries: 10,
    concurrency: { limit: 1, key: "event.data.versionId" },
    triggers: [on(versionPublished), on(audienceChanged)],
  },
  async ({ event, step, runId }) => {
    const { organizationId, versionId } = versionPublished.data.parse(event.data);
    const actor = systemActor(organizationId, "policies-distribute-version", runId);
    let after: string | null = null;
    for (let batch = 1; ; batch += 1) {
      const from: string | null = after;
      const done: { next: string | null } = await step.run(`batch ${batch}`, () =>
        distributeVersion(actor, { versionId, after: from }),
      );
      after = done.next;
      if (after === null) return { batches: batch };
    }
  },
);

/** Every hour: whoever joined, moved or left since is asked, or no longer asked (P11). */
export const settlePolicyAudiences = defineJob(
  {
    id: "policies-settle-audiences",
    name: "Settle the audiences of policies",
    retries: 3,
    triggers: { cron: "7 * * * *" },
  },
  async ({ step, runId }) => {
    const organizations = await step.run("organisations", () => organizationIds());
    let changed = 0;
    for (const organizationId of organizations) {
      const versions = await step.run(`look at ${organizationId}`, () =>
        audiencesToSettle(systemActor(organizationId, "policies-settle-audiences", runId), {}),
      );
      if (versions.length === 0) continue;
      changed += versions.length;
      await step.sendEvent(
        `settle ${organizationId}`,
        versions.map((version) => ({ name: audienceChanged.name, data: { organizationId, ...version } })),
      );
    }
    return { changed };
  },
);
