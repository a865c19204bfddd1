import { plotHeight } from "./plot";
import { spreadLabels } from "./scale";
import { colour, dash } from "./series";

/** `mark` is the series' position; without it the label belongs to the target line. */
export type EndLabel = { name: string; value: string; y: number; mark?: number };

/** At the end of each line its last value and its name, moved apart where they would meet. */
export function EndLabels({ labels }: { labels: readonly EndLabel[] }) {
  const places = spreadLabels(
    labels.map((label) => label.y),
    34,
    plotHeight,
  );
  return (
    <div className="relative max-w-24 min-w-10 shrink-0 md:max-w-32" style={{ height: plotHeight }}>
      {labels.map((label) => (
        // Invisible and without height: the longest words give the column its width.
        <span key={label.name} className="invisible block h-0 overflow-hidden whitespace-nowrap">
          <span className="block">{label.name}</span>
          <span className="block pl-5 font-semibold">{label.value}</span>
        </span>
      ))}
      {labels.map((label, rank) => (
        <span
          key={label.name}
          className="absolute left-0 grid max-w-full -translate-y-1/2 leading-4"
          style={{ top: places[rank] }}
        >
          <span className="flex items-center gap-1.5 font-semibold whitespace-nowrap text-foreground">
            <svg aria-hidden="true" viewBox="0 0 16 4" className="h-1 w-4 shrink-0">
              <line
                x1="0"
                y1="2"
                x2="16"
                y2="2"
                stroke={label.mark === undefined ? "currentColor" : colour(label.mark)}
                strokeWidth="3"
                strokeDasharray={label.mark === undefined ? "4 3" : dash(label.mark)}
              />
            </svg>
            {label.value}
          </span>
          <span className="truncate">{label.name}</span>
        </span>
      ))}
    </div>
  );
}
