import "server-only";
import { systemActor } from "@/lib/platform/auth/actor-types";
import { organizationIds } from "@/lib/platform/db/door";
import { AppError } from "@/lib/platform/errors";
import { newRequestId } from "@/lib/platform/ids";
import { defineJob } from "@/lib/platform/jobs/client";
import { checkInstallation } from "../installation/check";
import { checkLog, checkTail } from "./check-log";
import { tailDue } from "./queries";
import { recordLogCheck, recordTailCheck } from "./record-check";

/** Nightly: every organisation's log, whole (section 7); one step each. */
export const verifyLogs = defineJob(
  {
    id: "verify-logs",
    name: "Check the audit logs",
    retries: 3,
    concurrency: 1,
    triggers: [{ cron: "45 2 * * *" }],
  },
  async ({ step }) => {
    const states: Record<string, string> = {};
    for (const organizationId of await step.run("organisations", () => organizationIds())) {
      states[organizationId] = await step.run(`check-${organizationId}`, async () => {
        try {
          const actor = systemActor(organizationId, "verify-logs", newRequestId());
          return (await recordLogCheck(actor, await checkLog(organizationId))).state;
        } catch (error) {
          // Nothing signed yet: nothing to say about it.
          if (error instanceof AppError && error.code === "conflict") return "unsigned";
          throw error;
        }
      });
    }
    states.installation = await step.run("check-installation", () => checkInstallation("whole"));
    return states;
  },
);

/** Hourly: the events since the last check, in every organisation whose log has grown (section 7). */
export const verifyTails = defineJob(
  {
    id: "verify-log-tails",
    name: "Check the newest events of the audit logs",
    retries: 3,
    concurrency: 1,
    triggers: [{ cron: "5 * * * *" }],
  },
  async ({ step }) => {
    const states: Record<string, string> = {};
    for (const organizationId of await step.run("organisations", () => organizationIds())) {
      states[organizationId] = await step.run(`check-${organizationId}`, async () => {
        const actor = systemActor(organizationId, "verify-log-tails", newRequestId());
        const { first } = await tailDue(actor, {});
        if (first === null) return "unchanged";
        return (await recordTailCheck(actor, await checkTail(organizationId, BigInt(first)))).state;
      });
    }
    states.installation = await step.run("check-installation", () => checkInstallation("tail"));
    return states;
  },
);
