import { CircleX, Hourglass, KeyRound, LoaderCircle } from "lucide-react";
import { type DestructionState, destructionStateLabels } from "@/lib/audit/keys/schema";
import { StatusBadge } from "../status/status-badge";

const looks = {
  proposed: { tone: "warning", icon: Hourglass },
  approved: { tone: "info", icon: LoaderCircle },
  done: { tone: "success", icon: KeyRound },
  withdrawn: { tone: "neutral", icon: CircleX },
} as const satisfies Record<DestructionState, unknown>;

/** Where a destruction of keys stands between its proposal and the last destroyed key (A17). */
export function DestructionStateBadge({ state }: { state: DestructionState }) {
  return <StatusBadge {...looks[state]} label={destructionStateLabels[state]} />;
}
