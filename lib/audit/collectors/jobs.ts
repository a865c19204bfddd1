import "server-only";
import type { InngestFunction } from "inngest";
import { systemActor } from "@/lib/platform/auth/actor-types";
import type { Collector, Contributions } from "@/lib/platform/contribution";
import { organizationIds } from "@/lib/platform/db/door";
import { env } from "@/lib/platform/env";
import { defineJob, on } from "@/lib/platform/jobs/client";
import { collectionAsked } from "./events";
import { httpCollector } from "./http/http-collector";
import { dueHttpSources, openHttpSource } from "./queries";
import { runCollector } from "./run-collector";

/** One function per collector with its schedule, one for runs by hand, one for sources of other systems (E8). */
export function collectorFunctions({ collectors }: Contributions): InngestFunction.Any[] {
  return [...collectors.map(scheduled), byHand(collectors), collectFromOthers];
}

function scheduled(collector: Collector) {
  const id = `collect-${collector.id}`;
  return defineJob(
    { id, name: `Collect: ${collector.title}`, retries: 3, concurrency: 1, triggers: [{ cron: collector.schedule }] },
    async ({ step, runId }) => {
      if (!env.COMPLIANCE_MONITORING_ENABLED) return { collected: false };
      const states: Record<string, string> = {};
      for (const organizationId of await step.run("organisations", () => organizationIds())) {
        const actor = systemActor(organizationId, id, runId);
        // One organisation's trouble stops no other; the engine has tried it again by then.
        states[organizationId] = await step
          .run(`collect-${organizationId}`, async () => (await runCollector(actor, collector)).state)
          .catch(() => "failed");
      }
      return states;
    },
  );
}

/** Asked for by a person, so it runs whether or not collecting by itself is switched off. */
function byHand(collectors: readonly Collector[]) {
  return defineJob(
    {
      id: "collect-by-hand",
      name: "Collect evidence by hand",
      retries: 2,
      concurrency: { limit: 2 },
      triggers: [on(collectionAsked)],
    },
    async ({ event, step }) => {
      const { organizationId, collectorId, runId, startedById } = collectionAsked.data.parse(event.data);
      const actor = systemActor(organizationId, `collect-${collectorId}`, runId);
      return step.run("collect", async () => {
        const collector = collectors.find(({ id }) => id === collectorId) ?? (await sourceOf(actor, collectorId));
        return collector ? runCollector(actor, collector, { runId, startedById }) : { state: "unknown" };
      });
    },
  );
}

type Acting = Parameters<typeof openHttpSource>[0];

async function sourceOf(actor: Acting, collectorId: string): Promise<Collector | null> {
  const source = await openHttpSource(actor, { id: collectorId.replace(/^http-/, "") });
  return source && httpCollector(source);
}

/** Every hour: other systems whose day, week or month has no evidence yet. */
const collectFromOthers = defineJob(
  {
    id: "collect-http-sources",
    name: "Collect from other systems",
    retries: 3,
    concurrency: 1,
    triggers: [{ cron: "23 * * * *" }],
  },
  async ({ step, runId }) => {
    if (!env.COMPLIANCE_MONITORING_ENABLED) return { collected: 0 };
    let collected = 0;
    for (const organizationId of await step.run("organisations", () => organizationIds())) {
      const actor = systemActor(organizationId, "collect-http-sources", runId);
      for (const id of await step.run(`due-${organizationId}`, () => dueHttpSources(actor, {}))) {
        await step.run(`collect-${id}`, async () => {
          const source = await openHttpSource(actor, { id });
          return source && (await runCollector(actor, httpCollector(source))).state;
        });
        collected += 1;
      }
    }
    return { collected };
  },
);
