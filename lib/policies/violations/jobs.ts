import "server-only";
import { systemActor } from "../../platform/auth/actor-types";
import { organizationIds } from "../../platform/db/door";
import { defineJob, on } from "../../platform/jobs/client";
import { emergencyLapsed } from "../events";
import { findOverdueAcknowledgements, findUntrained, openForLapsedEmergency, tellAboutViolations } from "./detect";
import { openForBrokenRule, ruleBroken } from "./open-for-rule";

/** Every hour: what rules find becomes a violation, and officers are told (P18). */
export const detectViolations = defineJob(
  {
    id: "policies-detect-violations",
    name: "Find violations and tell officers",
    retries: 3,
    triggers: { cron: "41 * * * *" },
  },
  async ({ step, runId }) => {
    const organizations = await step.run("organisations", () => organizationIds());
    let opened = 0;
    for (const organizationId of organizations) {
      const actor = systemActor(organizationId, "policies-detect-violations", runId);
      for (let batch = 1; ; batch += 1) {
        const found = await step.run(`overdue of ${organizationId}, batch ${batch}`, () =>
          findOverdueAcknowledgements(actor, {}),
        );
        opened += found.opened;
        if (!found.more) break;
      }
      for (let batch = 1; ; batch += 1) {
        const found = await step.run(`training of ${organizationId}, batch ${batch}`, () => findUntrained(actor, {}));
        opened += found.opened;
        if (!found.more) break;
      }
      await step.run(`tell ${organizationId}`, () => tellAboutViolations(actor, {}));
    }
    return { opened };
  },
);

/** An emergency publication lapsed: that is a violation (P4). */
export const noteLapsedEmergency = defineJob(
  {
    id: "policies-note-lapsed-emergency",
    name: "Open a violation for a lapsed emergency publication",
    retries: 5,
    concurrency: { limit: 1, key: "event.data.versionId" },
    triggers: on(emergencyLapsed),
  },
  async ({ event, step, runId }) => {
    const { organizationId, ...lapsed } = emergencyLapsed.data.parse(event.data);
    const actor = systemActor(organizationId, "policies-note-lapsed-emergency", runId);
    return step.run("open", () => openForLapsedEmergency(actor, lapsed));
  },
);

/** A rule on the audit trail found what a policy forbids (P18). */
export const noteBrokenRule = defineJob(
  {
    id: "policies-note-broken-rule",
    name: "Open a violation for what a rule on the trail found",
    retries: 5,
    concurrency: { limit: 1, key: "event.data.alertId" },
    triggers: on(ruleBroken),
  },
  async ({ event, step, runId }) => {
    const { organizationId, ...broken } = ruleBroken.data.parse(event.data);
    const actor = systemActor(organizationId, "policies-note-broken-rule", runId);
    return step.run("open", () => openForBrokenRule(actor, broken));
  },
);
