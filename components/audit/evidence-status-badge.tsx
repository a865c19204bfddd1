import { Archive, CircleCheck, CircleX, FilePen, Hourglass, Trash2 } from "lucide-react";
import { type EvidenceStatus, evidenceStatusLabels } from "@/lib/audit/schema";
import { StatusBadge } from "../status/status-badge";

const looks = {
  draft: { tone: "neutral", icon: FilePen },
  submitted: { tone: "info", icon: Hourglass },
  approved: { tone: "success", icon: CircleCheck },
  rejected: { tone: "danger", icon: CircleX },
  superseded: { tone: "neutral", icon: Archive },
  disposed: { tone: "neutral", icon: Trash2 },
} as const satisfies Record<EvidenceStatus, unknown>;

/** Where a version stands between draft and disposal (E3, E6). */
export function EvidenceStatusBadge({ status }: { status: EvidenceStatus }) {
  return <StatusBadge {...looks[status]} label={evidenceStatusLabels[status]} />;
}
