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

/** Five states, five faces: never checked does not look like checked (A15, E2). */
export function IntegrityBadge({ state }: { state: IntegrityState }) {
  return <StatusBadge {...looks[state]} label={integrityStateLabels[state]} />;
}
