import { CalendarOff, LoaderCircle } from "lucide-react";
import { StatusBadge } from "@/components/status/status-badge";

const states = {
  running: { tone: "info", label: "Running", icon: LoaderCircle },
  succeeded: { tone: "success", label: "Collected" },
  failed: { tone: "danger", label: "Failed" },
} as const;

/** How a run went; never run is a state of its own and not green. */
export function RunBadge({ state }: { state: keyof typeof states | undefined }) {
  if (state === undefined) return <StatusBadge tone="neutral" label="Never run" icon={CalendarOff} />;
  return <StatusBadge {...states[state]} />;
}
