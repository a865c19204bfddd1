import { RelativeTime } from "@/components/status/relative-time";
import { Progress } from "@/components/ui/progress";
import type { scrubProgress } from "@/lib/audit/evidence/scrub";

/** How far the nightly check is, or what the last one found; that there was none yet is said too (E2, A15). */
export function ScrubLine({ progress, zone }: { progress: Awaited<ReturnType<typeof scrubProgress>>; zone: string }) {
  if (!progress) return <p className="text-muted-foreground">The nightly check of all stored files has not run yet.</p>;
  const { startedAt, finishedAt, total, checked, damaged } = progress;
  const found = damaged === 0 ? "none is damaged" : `${damaged} damaged`;
  if (!finishedAt) {
    return (
      <Progress
        value={checked}
        max={Math.max(1, total)}
        label="Nightly check of all stored files"
        note={`${checked} of ${total}, ${found}`}
      />
    );
  }
  return (
    <p className="text-muted-foreground">
      Last check of all stored files <RelativeTime value={startedAt.toISOString()} zone={zone} />: {checked} of {total}{" "}
      checked, {found}.
    </p>
  );
}
