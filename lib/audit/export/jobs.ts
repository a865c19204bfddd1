import "server-only";
import { systemActor } from "@/lib/platform/auth/actor-types";
import { organizationIds } from "@/lib/platform/db/door";
import { defineJob, on } from "@/lib/platform/jobs/client";
import { failExport } from "./build-steps";
import { exportRequested } from "./events";
import { buildExport, sweepExports, sweepSpool } from "./run-export";

/** Builds what was asked for; one at a time, because each fills a processor. */
export const buildAuditExport = defineJob(
  {
    id: "build-audit-export",
    name: "Build an export of the audit trail",
    retries: 3,
    concurrency: 1,
    triggers: [on(exportRequested)],
  },
  async ({ event, step, runId }) => {
    const { organizationId, exportId } = event.data;
    const actor = systemActor(organizationId, "build-audit-export", runId);
    try {
      return await step.run("build", () => buildExport(actor, exportId));
    } catch {
      // The engine gave up after its retries; what went wrong stands in the log, not in a mail.
      const problem = "The package could not be built, and nothing of it was kept.";
      return step.run("give up", () => failExport(actor, { exportId, problem }));
    }
  },
);

/** Hourly: destroys files whose time is over, gives up what nobody builds any more. */
export const sweepAuditExports = defineJob(
  {
    id: "sweep-audit-exports",
    name: "Destroy old exports of the audit trail",
    retries: 3,
    triggers: [{ cron: "35 * * * *" }],
  },
  async ({ step, runId }) => {
    const ids = await step.run("organisations", () => organizationIds());
    for (const id of ids) {
      await step.run(`sweep ${id}`, () => sweepExports(systemActor(id, "sweep-audit-exports", runId)));
    }
    await step.run("left behind", () => sweepSpool());
    return { organisations: ids.length };
  },
);
