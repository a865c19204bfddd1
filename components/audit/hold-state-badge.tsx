import { Hourglass, Lock, LockOpen } from "lucide-react";
import { type HoldState, holdStateLabels } from "@/lib/audit/holds/schema";
import { StatusBadge } from "../status/status-badge";

const looks = {
  active: { tone: "info", icon: Lock },
  release_proposed: { tone: "warning", icon: Hourglass },
  released: { tone: "neutral", icon: LockOpen },
} as const satisfies Record<HoldState, unknown>;

/** Whether a hold holds; one whose release is only proposed still does (E5). */
export function HoldStateBadge({ state }: { state: HoldState }) {
  return <StatusBadge {...looks[state]} label={holdStateLabels[state]} />;
}
