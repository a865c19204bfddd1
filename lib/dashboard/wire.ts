import { z } from "zod";
import { dashboardInput, type Figure, FigureGroup, type Group, Timeframe } from "./schema";

/** A caller of the interface cannot empty the cache. */
export const dashboardQuery = dashboardInput.pick({ timeframe: true });

const figure = z.object({
  value: z.union([z.number(), z.string(), z.null()]),
  unit: z.enum(["count", "percent", "state"]),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  href: z.string().nullable(),
  note: z.string().nullable(),
});

/** The dashboard as the integration guide's callers read it. What a key may not see is named under `withheld`, not counted as 0. */
export const dashboardWire = z.object({
  organization_id: z.uuid(),
  period: z.object({ from: z.string(), to: z.string() }),
  timeframe: Timeframe,
  as_of: z.string(),
  time_zone: z.string(),
  figures: z.record(z.string(), figure),
  withheld: z.partialRecord(FigureGroup, z.string()),
});

type Read = {
  organizationId: string;
  period: { from: string; to: string };
  timeframe: Timeframe;
  asOf: string;
  timeZone: string;
  groups: Record<FigureGroup, Group>;
};

const onWire = ({ value, unit, numerator, denominator, href, note }: Figure): z.output<typeof figure> => ({
  value,
  unit,
  numerator,
  denominator,
  href,
  note,
});

export function dashboardOnWire(read: Read): z.output<typeof dashboardWire> {
  const groups = FigureGroup.options.map((name) => [name, read.groups[name]] as const);
  return {
    organization_id: read.organizationId,
    period: read.period,
    timeframe: read.timeframe,
    as_of: read.asOf,
    time_zone: read.timeZone,
    figures: Object.fromEntries(
      groups.flatMap(([, { figures }]) => (figures ?? []).map((one) => [one.key, onWire(one)])),
    ),
    withheld: Object.fromEntries(groups.flatMap(([name, { reason }]) => (reason === null ? [] : [[name, reason]]))),
  };
}
