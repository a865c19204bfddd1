import "server-only";
import { systemActor } from "@/lib/platform/auth/actor-types";
import { organizationIds } from "@/lib/platform/db/door";
import { newRequestId } from "@/lib/platform/ids";
import { defineJob, on } from "@/lib/platform/jobs/client";
import { destroyBatch } from "./destroy-batch";
import { listErasure } from "./erasure-list";
import { destroyedKeys } from "./erasures-to-list";
import { keysDestroyed, retentionApproved } from "./events";
import { tellLostWithHealing } from "./lost-keys";
import { proposeEndedKeys } from "./propose-ended";

/** Each quarter: classes and months that have ended are proposed; people decide (audit.md section 7). */
export const proposeEndedRetention = defineJob(
  {
    id: "audit-propose-ended-keys",
    name: "Propose to destroy keys whose retention has ended",
    retries: 3,
    triggers: [{ cron: "30 3 1 1,4,7,10 *" }],
  },
  async ({ step }) => {
    for (const organizationId of await step.run("organisations", () => organizationIds())) {
      await step.run(`propose-${organizationId}`, () =>
        proposeEndedKeys(systemActor(organizationId, "audit-propose-ended-keys", newRequestId()), {}),
      );
    }
  },
);

/** Carries out an approved class and month, batch by batch; after a kill it goes on with the keys still alive. */
export const carryOutRetention = defineJob(
  {
    id: "audit-destroy-ended-keys",
    name: "Destroy keys whose retention has ended",
    retries: 10,
    concurrency: { limit: 1, key: "event.data.destructionId" },
    triggers: [on(retentionApproved)],
  },
  async ({ event, step, runId }) => {
    const { organizationId, destructionId } = retentionApproved.data.parse(event.data);
    const actor = systemActor(organizationId, "audit-destroy-ended-keys", runId);
    for (let batch = 1; ; batch += 1) {
      const { done } = await step.run(`batch ${batch}`, () => destroyBatch(actor, { id: destructionId }));
      if (done) return { batches: batch };
    }
  },
);

/** The list outside the database, again from what the log says: the first attempt right after the commit may have failed. */
export const listErasures = defineJob(
  {
    id: "audit-list-erasures",
    name: "List destroyed keys outside the database",
    retries: 20,
    triggers: [on(keysDestroyed)],
  },
  async ({ event, step, runId }) => {
    const { organizationId, destructionId } = keysDestroyed.data.parse(event.data);
    return step.run("list", async () => {
      const actor = systemActor(organizationId, "audit-list-erasures", runId);
      const entries = await destroyedKeys(actor, { destructionId });
      for (const { at, keys } of entries) await listErasure({ organizationId, destructionId, at, keys });
      return entries.length;
    });
  },
);

/** After a log was healed: which keys are lost, soon and before the nightly check asks. */
export const tellLostKeysOfLogs = defineJob(
  {
    id: "audit-tell-lost-keys",
    name: "Record keys that were lost with a restore",
    retries: 3,
    triggers: [{ cron: "*/10 * * * *" }],
  },
  async ({ step }) => {
    const organizations = await step.run("organisations", () => organizationIds());
    return step.run("tell", async () => {
      let told = 0;
      for (const organizationId of organizations) told += await tellLostWithHealing(organizationId);
      return { told };
    });
  },
);
