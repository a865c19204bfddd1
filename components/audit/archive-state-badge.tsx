import { Archive, CircleX, Hourglass, ListChecks, LoaderCircle } from "lucide-react";
import { type ArchiveState, archiveStateLabels } from "@/lib/audit/archive/schema";
import { StatusBadge } from "../status/status-badge";

const looks = {
  proposed: { tone: "neutral", icon: ListChecks },
  requested: { tone: "warning", icon: Hourglass },
  approved: { tone: "info", icon: LoaderCircle },
  bundled: { tone: "info", icon: LoaderCircle },
  done: { tone: "success", icon: Archive },
  refused: { tone: "neutral", icon: CircleX },
} as const satisfies Record<ArchiveState, unknown>;

/** Where a month of the log stands between its proposal and its bundle (E6). */
export function ArchiveStateBadge({ state }: { state: ArchiveState }) {
  return <StatusBadge {...looks[state]} label={archiveStateLabels[state]} />;
}
