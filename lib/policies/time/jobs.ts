import "server-only";
import { systemActor } from "../../platform/auth/actor-types";
import { organizationIds } from "../../platform/db/door";
import { defineJob } from "../../platform/jobs/client";
import { bringIntoForce, versionsToBringIntoForce } from "./bring-into-force";
import { lapsedEmergencies, lapseEmergency } from "./lapse-emergency";
import { reaffirmVersion, versionsToReaffirm } from "./reaffirm";

/** Every quarter of an hour: versions come into force when their local day begins, emergencies nobody confirmed are undone (P4, P7). */
export const keepPolicyTime = defineJob(
  {
    id: "policies-keep-time",
    name: "Bring policies into force on their day",
    retries: 5,
    triggers: { cron: "*/15 * * * *" },
  },
  async ({ step, runId }) => {
    const organizations = await step.run("organisations", () => organizationIds());
    let changed = 0;
    for (const organizationId of organizations) {
      const actor = systemActor(organizationId, "policies-keep-time", runId);
      const due = await step.run(`look at ${organizationId}`, async () => ({
        coming: await versionsToBringIntoForce(actor, {}),
        lapsed: await lapsedEmergencies(actor, {}),
      }));
      for (const versionId of due.coming)
        await step.run(`bring ${versionId} into force`, () => bringIntoForce(actor, { versionId }));
      for (const versionId of due.lapsed)
        await step.run(`undo ${versionId}`, () => lapseEmergency(actor, { versionId }));
      changed += due.coming.length + due.lapsed.length;
    }
    return { changed };
  },
);

/** Every night: whose acknowledgement has grown old is asked again (P5). */
export const reaffirmOldAcknowledgements = defineJob(
  { id: "policies-reaffirm", name: "Ask again for old acknowledgements", retries: 5, triggers: { cron: "23 2 * * *" } },
  async ({ step, runId }) => {
    const organizations = await step.run("organisations", () => organizationIds());
    let versions = 0;
    for (const organizationId of organizations) {
      const actor = systemActor(organizationId, "policies-reaffirm", runId);
      const due = await step.run(`look at ${organizationId}`, () => versionsToReaffirm(actor, {}));
      for (const versionId of due) {
        for (let batch = 1; ; batch += 1) {
          const { more } = await step.run(`ask ${versionId}, batch ${batch}`, () =>
            reaffirmVersion(actor, { versionId }),
          );
          if (!more) break;
        }
      }
      versions += due.length;
    }
    return { versions };
  },
);
