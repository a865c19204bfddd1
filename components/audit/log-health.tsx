import { ShieldCheck, ShieldQuestion, ShieldX } from "lucide-react";
import type { LogHealth } from "@/lib/audit/check/rules";
import { RelativeTime } from "../status/relative-time";
import { StatusBadge } from "../status/status-badge";

const looks = {
  never: { tone: "neutral", icon: ShieldQuestion, label: "Never checked" },
  stale: { tone: "warning", icon: ShieldQuestion, label: "Not checked lately" },
  verified: { tone: "success", icon: ShieldCheck, label: "Verified" },
  failed: { tone: "danger", icon: ShieldX, label: "Failed" },
} as const satisfies Record<LogHealth["kind"], unknown>;

/** Four states, four faces: what was never checked, or long ago, is not green (A15). */
export function LogHealthBadge({ health }: { health: LogHealth }) {
  return <StatusBadge {...looks[health.kind]} />;
}

/** The same in a sentence, with the time it speaks of. */
export function LogHealthWords({ health, zone }: { health: LogHealth; zone: string }) {
  if (health.kind === "never") return <>Nobody has compared the events with the signed log yet.</>;
  const { at, size, index, message } = health.check;
  const when = <RelativeTime value={at} zone={zone} />;
  if (health.kind === "failed") {
    return (
      <>
        Failed {index === null ? "" : `at index ${index}, `}found {when}. {message}
      </>
    );
  }
  const events = `${new Intl.NumberFormat("en-GB").format(BigInt(size))} events`;
  if (health.kind === "stale") {
    return (
      <>
        Not checked since {when}; then {events} were as they were signed.
      </>
    );
  }
  return (
    <>
      Verified {when}: {events} and every searchable column are as they were signed.
    </>
  );
}
