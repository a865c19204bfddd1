import { plotHeight, top } from "./plot";
import { spreadLabels } from "./scale";
import { colour, dash, type Series } from "./series";

/** At the end of each line its last value and its name, moved apart where they would meet. */
export function LineLabels({
  series,
  low,
  high,
  format,
}: {
  series: readonly Series[];
  low: number;
  high: number;
  format: (value: number) => string;
}) {
  const ends = series.flatMap((one, index) => {
    const last = one.values.findLast((value) => value !== null);
    return last === undefined || last === null ? [] : [{ name: one.name, last, index }];
  });
  const places = spreadLabels(
    ends.map((end) => top(end.last, low, high)),
    34,
    plotHeight,
  );
  return (
    <div className="relative w-20 shrink-0 md:w-28" style={{ height: plotHeight }}>
      {ends.map((end, rank) => (
        <span
          key={end.name}
          className="absolute left-0 grid max-w-full -translate-y-1/2 leading-4"
          style={{ top: places[rank] }}
        >
          <span className="flex items-center gap-1.5 font-semibold text-foreground">
            <svg aria-hidden="true" viewBox="0 0 16 4" className="h-1 w-4 shrink-0">
              <line
                x1="0"
                y1="2"
                x2="16"
                y2="2"
                stroke={colour(end.index)}
                strokeWidth="3"
                strokeDasharray={dash(end.index)}
              />
            </svg>
            {format(end.last)}
          </span>
          <span className="truncate">{end.name}</span>
        </span>
      ))}
    </div>
  );
}
