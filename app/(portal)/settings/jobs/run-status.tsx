import { StatusBadge } from "@/components/status/status-badge";
import type { JobRunStatus } from "@/lib/platform/jobs/embedded/inspect";

const looks = {
  queued: { tone: "neutral", label: "Waiting" },
  running: { tone: "info", label: "Running" },
  completed: { tone: "success", label: "Done" },
  failed: { tone: "danger", label: "Failed" },
  cancelled: { tone: "neutral", label: "Cancelled" },
} as const satisfies Record<JobRunStatus, unknown>;

export function RunStatus({ status }: { status: JobRunStatus }) {
  return <StatusBadge {...looks[status]} />;
}

export const runStatusChoices = Object.entries(looks).map(([value, { label }]) => ({ value, label }));
