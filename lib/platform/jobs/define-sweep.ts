import "server-only";
import { type Actor, systemActor } from "../auth/actor-types";
import { organizationIds } from "../db/door";
import { defineJob } from "./client";

type Sweep = {
  id: string;
  name: string;
  /** Whether an organisation has anything to do: one in which nothing is due costs this look and no more. */
  isDue(actor: Actor, input: Record<string, never>): Promise<boolean>;
  /** Does some of it; `more` when there is more. */
  sweep(actor: Actor, input: Record<string, never>): Promise<{ more: boolean }>;
};

/** A job that looks through every organisation each minute, and works in those where something is due, batch by batch. */
export const defineSweep = ({ id, name, isDue, sweep }: Sweep) =>
  defineJob(
    { id, name, retries: 3, concurrency: { limit: 1 }, triggers: { cron: "* * * * *" } },
    async ({ step, runId }) => {
      const due = await step.run("look", async () => {
        const found: string[] = [];
        for (const organizationId of await organizationIds()) {
          if (await isDue(systemActor(organizationId, id, runId), {})) found.push(organizationId);
        }
        return found;
      });
      for (const organizationId of due) {
        const actor = systemActor(organizationId, id, runId);
        for (let batch = 1, more = true; more; batch += 1) {
          const done: { more: boolean } = await step.run(`sweep ${organizationId} ${batch}`, () => sweep(actor, {}));
          more = done.more;
        }
      }
      return { organizations: due.length };
    },
  );
