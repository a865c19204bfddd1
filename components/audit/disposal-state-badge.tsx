import { CircleX, Hourglass, ListChecks, LoaderCircle, Trash2 } from "lucide-react";
import { type DisposalState, disposalStateLabels } from "@/lib/audit/disposal/schema";
import { StatusBadge } from "../status/status-badge";

const looks = {
  proposed: { tone: "neutral", icon: ListChecks },
  requested: { tone: "warning", icon: Hourglass },
  approved: { tone: "info", icon: LoaderCircle },
  refused: { tone: "neutral", icon: CircleX },
  done: { tone: "success", icon: Trash2 },
} as const satisfies Record<DisposalState, unknown>;

/** Where a disposal list stands between its proposal and the last destroyed key (E6). */
export function DisposalStateBadge({ state }: { state: DisposalState }) {
  return <StatusBadge {...looks[state]} label={disposalStateLabels[state]} />;
}
