import { cn } from "../ui/cn";
import { formatExact } from "./calendar";
import { relativeWords } from "./relative-words";

/** A point in time in words, the exact one on hover and in `datetime`, in the organisation's zone. */
export function RelativeTime({
  value,
  zone,
  now = new Date(),
  className,
}: {
  value: string | Date;
  zone: string;
  now?: string | Date;
  className?: string;
}) {
  return (
    <time
      dateTime={new Date(value).toISOString()}
      title={formatExact(value, zone)}
      className={cn("whitespace-nowrap", className)}
      suppressHydrationWarning
    >
      {relativeWords(value, now, zone)}
    </time>
  );
}

/** The exact form: "Thu 26 Nov 2026, 14:02 CET". */
export function ExactTime({ value, zone, className }: { value: string | Date; zone: string; className?: string }) {
  return (
    <time dateTime={typeof value === "string" ? value : value.toISOString()} className={className}>
      {formatExact(value, zone)}
    </time>
  );
}
