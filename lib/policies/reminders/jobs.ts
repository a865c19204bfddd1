import "server-only";
import { systemActor } from "../../platform/auth/actor-types";
import { organizationIds } from "../../platform/db/door";
import { defineJob } from "../../platform/jobs/client";
import { expireExemptions } from "../exemptions/expire-exemptions";
import { remindManagers } from "./remind-managers";
import { remindOwners } from "./remind-owners";
import { remindPeople } from "./remind-people";
import { remindingNow } from "./reminding";

/** Every hour of a working day: whoever has something new to hear gets one digest; then managers, owners, and exemptions that end. */
export const sendPolicyReminders = defineJob(
  {
    id: "policies-remind",
    name: "Remind people of policies",
    retries: 5,
    concurrency: 1,
    triggers: { cron: "17 * * * *" },
  },
  async ({ step, runId }) => {
    const organizations = await step.run("organisations", () => organizationIds());
    let mails = 0;
    for (const organizationId of organizations) {
      const actor = systemActor(organizationId, "policies-remind", runId);
      await step.run(`exemptions of ${organizationId}`, () => expireExemptions(actor, {}));
      const { due } = await step.run(`hour of ${organizationId}`, () => remindingNow(actor, {}));
      if (!due) continue;
      let after: string | null = null;
      for (let batch = 1; batch === 1 || after !== null; batch += 1) {
        const from: string | null = after;
        const done: { next: string | null; mails: number } = await step.run(
          `people of ${organizationId}, batch ${batch}`,
          () => remindPeople(actor, { after: from }),
        );
        after = done.next;
        mails += done.mails;
      }
      mails += (await step.run(`managers of ${organizationId}`, () => remindManagers(actor, {}))).mails;
      mails += (await step.run(`owners of ${organizationId}`, () => remindOwners(actor, {}))).mails;
    }
    return { mails };
  },
);
