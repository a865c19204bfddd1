import "server-only";
import { systemActor } from "@/lib/platform/auth/actor-types";
import { organizationIds } from "@/lib/platform/db/door";
import { AppError } from "@/lib/platform/errors";
import { newRequestId } from "@/lib/platform/ids";
import { defineJob, on } from "@/lib/platform/jobs/client";
import { carryOutArchive } from "./carry-out";
import { archiveApproved } from "./events";
import { proposeArchives } from "./propose";
import { unfinishedArchives } from "./queries";

/** Quarterly, after the keys of ended months were proposed: lists months of the log that two people may move to bundles (section 7). */
export const proposeLogArchives = defineJob(
  {
    id: "propose-log-archives",
    name: "List months of the log past every retention",
    retries: 3,
    concurrency: 1,
    triggers: [{ cron: "50 4 1 1,4,7,10 *" }],
  },
  async ({ step }) => {
    let months = 0;
    for (const organizationId of await step.run("organisations", () => organizationIds())) {
      months += await step.run(`propose-${organizationId}`, async () => {
        try {
          const actor = systemActor(organizationId, "propose-log-archives", newRequestId());
          return (await proposeArchives(actor, {})).proposed.length;
        } catch (error) {
          // No month is past every retention.
          if (error instanceof AppError && error.code === "conflict") return 0;
          throw error;
        }
      });
    }
    return { months };
  },
);

/** Bundles and moves approved months; hourly as well, for what a kill left or what had to wait. */
export const carryOutLogArchives = defineJob(
  {
    id: "carry-out-log-archives",
    name: "Move approved months of the log to archive bundles",
    retries: 5,
    concurrency: 1,
    triggers: [on(archiveApproved), { cron: "20 * * * *" }],
  },
  async ({ step }) => {
    let archives = 0;
    for (const organizationId of await step.run("organisations", () => organizationIds())) {
      const actor = () => systemActor(organizationId, "carry-out-log-archives", newRequestId());
      for (const id of await step.run(`unfinished-${organizationId}`, () => unfinishedArchives(actor(), {}))) {
        for (let batch = 0; batch < 200; batch += 1) {
          const { left } = await step.run(`carry-out-${id}-${batch}`, () => carryOutArchive(actor(), id));
          if (!left) break;
        }
        archives += 1;
      }
    }
    return { archives };
  },
);
