import { StatusBadge } from "@/components/status/status-badge";
import type { Tone } from "@/components/ui/tone";
import { type VersionStatus, versionStatusLabels } from "@/lib/policies/schema";

const tones: Record<VersionStatus, Tone> = {
  draft: "neutral",
  in_review: "info",
  approved: "info",
  published: "success",
  superseded: "neutral",
  retired: "neutral",
};

export function VersionBadge({ status }: { status: VersionStatus }) {
  return <StatusBadge tone={tones[status]} label={versionStatusLabels[status]} />;
}
