import "server-only";
import { z } from "zod";
import type { Tx } from "@/lib/platform/db/client";
import { command } from "@/lib/platform/operation/command";
import { query } from "@/lib/platform/operation/query";
import { personOf } from "./held-incident";
import { usualClocks } from "./rules";
import { clocksInput, IncidentSeverity } from "./schema";

/** Minutes to acknowledge by severity, as this organisation set them (I2). */
export async function clocksOf(tx: Tx): Promise<Record<IncidentSeverity, number>> {
  const rows = await tx.incidentClock.findMany();
  return { ...usualClocks, ...Object.fromEntries(rows.map(({ severity, minutes }) => [severity, minutes])) };
}

export const readIncidentClocks = query({
  name: "incident.clocks",
  summary: "Minutes within which incidents are acknowledged",
  permission: "incident:read",
  input: z.object({}),
  run: ({ tx }) => clocksOf(tx),
});

/** Counts for incidents opened, or given another severity, from now on. */
export const changeIncidentClocks = command({
  name: "incident.change-clocks",
  summary: "Change within how many minutes incidents are acknowledged",
  permission: "incident:handle",
  type: "configuration_change",
  riskLevel: "medium",
  controls: ["CC7.3", "CC7.4"],
  input: clocksInput,
  async run({ tx, actor, now }, input) {
    const changedById = personOf(actor);
    const before = await clocksOf(tx);
    for (const severity of IncidentSeverity.options) {
      const { organizationId } = actor;
      const data = { minutes: input[severity], changedById, changedAt: now };
      await tx.incidentClock.upsert({
        where: { organizationId_severity: { organizationId, severity } },
        create: { organizationId, severity, ...data },
        update: data,
      });
    }
    return { output: input, event: { resource: { type: "incident_clocks", id: null }, before, after: input } };
  },
});
