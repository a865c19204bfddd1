import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../ui/cn";
import { type Tone, toneBox } from "../ui/tone";
import { toneIcons } from "../ui/tone-icon";
import { RelativeTime } from "./relative-time";

export type TimelineItem = {
  id: string;
  /** A human sentence: "Mara approved version 3". */
  sentence: ReactNode;
  at: string;
  tone?: Tone;
  icon?: LucideIcon;
  /** What stands under the sentence: a comment, a change, a link. */
  detail?: ReactNode;
};

/** What happened, as sentences, in the order given. */
export function Timeline({
  items,
  zone,
  now,
  label = "History",
  className,
}: {
  items: readonly TimelineItem[];
  zone: string;
  now?: string | Date;
  label?: string;
  className?: string;
}) {
  return (
    <ol data-slot="timeline" aria-label={label} className={cn("grid", className)}>
      {items.map(({ id, sentence, at, tone = "neutral", icon, detail }) => {
        const Icon = icon ?? toneIcons[tone];
        return (
          <li key={id} className="group/item relative flex gap-3 pb-5 last:pb-0">
            <span
              aria-hidden="true"
              className="absolute top-7 bottom-0 left-3 w-px -translate-x-1/2 bg-border group-last/item:hidden"
            />
            <span className={cn("flex size-6 shrink-0 items-center justify-center rounded-full border", toneBox[tone])}>
              <Icon aria-hidden="true" className="size-3.5" />
            </span>
            <div className="grid min-w-0 flex-1 gap-1 pt-0.5">
              <p className="wrap-anywhere">
                {sentence}
                <span className="text-muted-foreground">
                  {" · "}
                  <RelativeTime value={at} zone={zone} now={now} />
                </span>
              </p>
              {detail ? <div className="text-muted-foreground">{detail}</div> : null}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
