import { ChartFigure, type ChartProps } from "./chart-figure";
import { type EndLabel, EndLabels } from "./end-labels";
import { Plot, plotHeight, type Target, targetLabel, top } from "./plot";
import { fraction, niceTicks, type Point, segments } from "./scale";
import { colour, dash, plainNumber } from "./series";

/** Lines over time. Gaps stay gaps; up to four series are labelled at their ends. `area` fills under a single line. */
export function LineChart({
  area = false,
  target,
  min,
  max,
  ...chart
}: ChartProps & {
  area?: boolean;
  target?: Target;
  min?: number;
  max?: number;
}) {
  const { categories, series, summary, format = plainNumber } = chart;
  const values = series.flatMap((one) => one.values.filter((value) => value !== null));
  const all = target ? [...values, target.value] : values;
  const ticks = niceTicks(min ?? Math.min(0, ...all), max ?? Math.max(...all, 0));
  const low = ticks[0] ?? 0;
  const high = ticks.at(-1) ?? 1;
  const place = (index: number) => (categories.length > 1 ? fraction(index, 0, categories.length - 1) : 0.5);
  const at = (point: Point) => `${place(point.index) * 1000},${top(point.value, low, high)}`;
  const ends = series.flatMap((one, mark): EndLabel[] => {
    const last = one.values.findLast((value) => value !== null);
    return typeof last === "number" ? [{ name: one.name, value: format(last), y: top(last, low, high), mark }] : [];
  });
  return (
    <ChartFigure {...chart} format={format}>
      <Plot
        {...{ summary, ticks, format, categories, place, target }}
        aside={<EndLabels labels={[...ends, ...targetLabel(target, low, high, format)]} />}
      >
        <svg
          aria-hidden="true"
          viewBox={`0 0 1000 ${plotHeight}`}
          preserveAspectRatio="none"
          className="absolute inset-0 size-full overflow-visible"
        >
          {series.map((one, index) =>
            segments(one.values).map((run) => (
              <g key={`${one.name}-${run[0]?.index}`}>
                {area && series.length === 1 ? (
                  <path d={areaPath(run, at, place)} fill={colour(index)} fillOpacity={0.14} />
                ) : null}
                <polyline
                  points={run.map(at).join(" ")}
                  fill="none"
                  stroke={colour(index)}
                  strokeWidth={2}
                  strokeDasharray={dash(index)}
                  strokeLinejoin="round"
                  vectorEffect="non-scaling-stroke"
                />
              </g>
            )),
          )}
        </svg>
        {series.map((one, index) =>
          segments(one.values).flatMap((run, part, runs) => {
            const shown = run.length === 1 || part === runs.length - 1 ? run.at(-1) : undefined;
            return shown ? (
              <span
                key={`${one.name}-${shown.index}`}
                className="absolute size-2 -translate-1/2 rounded-full border border-card"
                style={{
                  left: `${place(shown.index) * 100}%`,
                  top: top(shown.value, low, high),
                  backgroundColor: colour(index),
                }}
              />
            ) : (
              []
            );
          }),
        )}
      </Plot>
    </ChartFigure>
  );
}

function areaPath(run: readonly Point[], at: (point: Point) => string, place: (index: number) => number): string {
  const first = place(run[0]?.index ?? 0) * 1000;
  const last = place(run.at(-1)?.index ?? 0) * 1000;
  return `M${first},${plotHeight} L${run.map(at).join(" L")} L${last},${plotHeight} Z`;
}
