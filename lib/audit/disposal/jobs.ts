import "server-only";
import { systemActor } from "@/lib/platform/auth/actor-types";
import { now as clockNow } from "@/lib/platform/clock";
import { organizationIds } from "@/lib/platform/db/door";
import { AppError } from "@/lib/platform/errors";
import { newRequestId } from "@/lib/platform/ids";
import { defineJob, on } from "@/lib/platform/jobs/client";
import { removeUnfinished } from "@/lib/platform/storage/unfinished";
import { sweepFiles } from "../evidence/sweep-files";
import { disposalApproved } from "./events";
import { executeDisposal } from "./execute";
import { proposeDisposal } from "./propose";
import { unfinishedDisposals } from "./queries";

/** Quarterly: lists what is past its retention, for two people to decide about (section 7). */
export const proposeDisposals = defineJob(
  {
    id: "propose-disposals",
    name: "List evidence past its retention",
    retries: 3,
    concurrency: 1,
    triggers: [{ cron: "30 4 1 1,4,7,10 *" }],
  },
  async ({ step }) => {
    let lists = 0;
    for (const organizationId of await step.run("organisations", () => organizationIds())) {
      lists += await step.run(`propose-${organizationId}`, async () => {
        try {
          await proposeDisposal(systemActor(organizationId, "propose-disposals", newRequestId()), {});
          return 1;
        } catch (error) {
          // Nothing is past its retention.
          if (error instanceof AppError && error.code === "conflict") return 0;
          throw error;
        }
      });
    }
    return { lists };
  },
);

/** Carries approved lists out; hourly as well, for what a kill left. */
export const executeDisposals = defineJob(
  {
    id: "execute-disposals",
    name: "Destroy what an approved disposal list names",
    retries: 5,
    concurrency: 1,
    triggers: [on(disposalApproved), { cron: "10 * * * *" }],
  },
  async ({ step }) => {
    let lists = 0;
    for (const organizationId of await step.run("organisations", () => organizationIds())) {
      const actor = () => systemActor(organizationId, "execute-disposals", newRequestId());
      for (const id of await step.run(`unfinished-${organizationId}`, () => unfinishedDisposals(actor(), {}))) {
        for (let batch = 0; batch < 50; batch += 1) {
          const { left } = await step.run(`execute-${id}-${batch}`, () => executeDisposal(actor(), id, { pieces: 25 }));
          if (!left) break;
        }
        lists += 1;
      }
    }
    return { lists };
  },
);

/** Nightly: destroys uploads that nobody claimed within a day, bytes whose key is gone, and what a kill left half written. */
export const sweepEvidenceFiles = defineJob(
  {
    id: "sweep-evidence-files",
    name: "Destroy unclaimed uploads",
    retries: 3,
    concurrency: 1,
    triggers: [{ cron: "50 1 * * *" }],
  },
  async ({ step }) => {
    let removed = 0;
    for (const organizationId of await step.run("organisations", () => organizationIds())) {
      removed += await step.run(`sweep-${organizationId}`, () =>
        sweepFiles(systemActor(organizationId, "sweep-evidence-files", newRequestId())),
      );
    }
    const unfinished = await step.run("unfinished", () => removeUnfinished(clockNow()));
    return { removed, unfinished };
  },
);
