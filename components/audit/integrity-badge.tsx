import { FileQuestion, FileWarning, ShieldCheck, ShieldQuestion, ShieldX } from "lucide-react";
import { type IntegrityState, integrityStateLabels } from "@/lib/audit/schema";
import { StatusBadge } from "../status/status-badge";

const looks = {
  verified: { tone: "success", icon: ShieldCheck },
  unchecked: { tone: "neutral", icon: ShieldQuestion },
  failed: { tone: "danger", icon: ShieldX },
  missing: { tone: "danger", icon: FileQuestion },
  unreadable: { tone: "danger", icon: FileWarning },
} as const satisfies Record<IntegrityState, unknown>;

const day = 24 * 60 * 60 * 1000;

/**
 * Five states, five faces: never checked does not look like checked (A15, E2). With the moment of the check a good result that is older
 * than 24 hours loses its green and says its age; a bad one never grows old.
 */
export function IntegrityBadge({
  state,
  at,
  now = new Date(),
}: {
  state: IntegrityState;
  at?: Date | null;
  now?: Date;
}) {
  const age = at ? Math.floor((now.getTime() - at.getTime()) / day) : 0;
  if (state === "verified" && age >= 1) {
    return <StatusBadge {...looks.unchecked} label={`Verified ${age} ${age === 1 ? "day" : "days"} ago`} />;
  }
  return <StatusBadge {...looks[state]} label={integrityStateLabels[state]} />;
}
