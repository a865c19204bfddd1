import { CalendarCheck, CalendarClock, CalendarX, FileX } from "lucide-react";
import { type EvidenceFreshness, evidenceFreshnessLabels } from "@/lib/audit/schema";
import { StatusBadge } from "../status/status-badge";

const looks = {
  current: { tone: "success", icon: CalendarCheck },
  due_soon: { tone: "warning", icon: CalendarClock },
  stale: { tone: "danger", icon: CalendarX },
  missing: { tone: "neutral", icon: FileX },
} as const satisfies Record<EvidenceFreshness, unknown>;

/** How fresh the approved evidence of a control is; none at all does not look like stale (E9). */
export function FreshnessBadge({ state }: { state: EvidenceFreshness }) {
  return <StatusBadge {...looks[state]} label={evidenceFreshnessLabels[state]} />;
}
