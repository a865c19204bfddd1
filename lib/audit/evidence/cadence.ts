import cadences from "@/prisma/data/frameworks/cadence.json";
import type { Recurrence } from "../../platform/calendar";
import type { Framework } from "../../platform/frameworks";

type Entry = { cadence: Recurrence; source: string };

/** How often a requirement wants new evidence, and where that comes from; the framework's default where it names nothing (E9). */
export function cadenceOf(controlId: string, framework: Framework): Entry & { isDefault: boolean } {
  const own = (cadences.controls as Record<string, Entry>)[controlId];
  return own
    ? { ...own, isDefault: false }
    : { ...(cadences.defaults as Record<Framework, Entry>)[framework], isDefault: true };
}

export const cadenceLabels: Record<Recurrence, string> = {
  continuous: "Continuous",
  daily: "Daily",
  weekly: "Weekly",
  monthly: "Monthly",
  quarterly: "Quarterly",
  annual: "Annual",
  per_event: "Per event",
};
