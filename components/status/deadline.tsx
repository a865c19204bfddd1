import { AlarmClock, CalendarClock, CirclePause } from "lucide-react";
import { cn } from "../ui/cn";
import { toneText } from "../ui/tone";
import { formatExact } from "./calendar";
import { deadlineWords } from "./deadline-words";

/** "in 3 days · Thu 26 Nov". With `pausedReason` the deadline does not run and says why. */
export function Deadline({
  due,
  zone,
  now = new Date(),
  pausedReason,
  className,
}: {
  due: string;
  zone: string;
  now?: string | Date;
  pausedReason?: string;
  className?: string;
}) {
  const { tone, words, date } = deadlineWords(due, now, zone);
  const Icon = pausedReason ? CirclePause : tone === "danger" ? AlarmClock : CalendarClock;
  return (
    <span
      data-slot="deadline"
      data-tone={pausedReason ? "paused" : tone}
      className={cn("inline-flex items-center gap-1.5", toneText[pausedReason ? "neutral" : tone], className)}
    >
      <Icon aria-hidden="true" className="size-4 shrink-0" />
      {pausedReason ? (
        <span>Paused: {pausedReason}</span>
      ) : (
        <time dateTime={due} title={formatExact(due, zone)} suppressHydrationWarning>
          <span className="font-medium whitespace-nowrap" suppressHydrationWarning>
            {words} ·
          </span>{" "}
          <span className="whitespace-nowrap">{date}</span>
        </time>
      )}
    </span>
  );
}
