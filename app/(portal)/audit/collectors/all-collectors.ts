import "server-only";
import { collectors as audit } from "@/lib/audit/contributions";
import { now } from "@/lib/platform/clock";
import type { Cadence, Collector } from "@/lib/platform/contribution";
import { nextTick } from "@/lib/platform/jobs/embedded/function-config";
import { collectors as policies } from "@/lib/policies/contributions";
import { collectors as privacy } from "@/lib/privacy/contributions";
import { collectors as support } from "@/lib/support/contributions";

const built: readonly Collector[] = [...audit, ...policies, ...privacy, ...support];

export const cadenceLabels: Record<Cadence, string> = {
  daily: "Every day",
  weekly: "Every week",
  monthly: "Every month",
  quarterly: "Every quarter",
};

type Source = {
  id: string;
  title: string;
  description: string;
  url: string;
  cadence: Cadence;
  controlIds: string[];
};

export type ShownCollector = {
  id: string;
  title: string;
  description: string;
  controls: readonly string[];
  cadence: string;
  /** When the schedule comes next; other systems are asked within the hour their period begins. */
  next: Date | null;
  source: boolean;
};

/** The portal's own collectors, as they are now, and the sources of other systems. */
export function shownCollectors(sources: readonly Source[]): ShownCollector[] {
  const own = built.map(({ id, title, description, controls, cadence, schedule }) => {
    const next = nextTick(schedule, now());
    return { id, title, description, controls, cadence: cadenceLabels[cadence], next, source: false };
  });
  const others = sources.map(({ id, title, description, url, cadence, controlIds }) => ({
    id: `http-${id}`,
    title,
    description: description || `What ${new URL(url).host} answers.`,
    controls: controlIds,
    cadence: cadenceLabels[cadence],
    next: null,
    source: true,
  }));
  return [...own, ...others];
}
