import { ChartFigure, type ChartProps } from "./chart-figure";
import { EndLabels } from "./end-labels";
import { Plot, type Target, targetLabel, top } from "./plot";
import { niceTicks } from "./scale";
import { fill, plainNumber } from "./series";

/** Bars by category, several series stacked. A category without any value stays empty and says so in the table twin. */
export function BarChart({
  target,
  max,
  ...chart
}: ChartProps & {
  target?: Target;
  max?: number;
}) {
  const { categories, series, summary, format = plainNumber } = chart;
  const totals = categories.map((_, index) => series.reduce((sum, one) => sum + (one.values[index] ?? 0), 0));
  const ticks = niceTicks(0, max ?? Math.max(1, ...totals, target?.value ?? 0));
  const high = ticks.at(-1) ?? 1;
  const place = (index: number) => (index + 0.5) / categories.length;
  return (
    <ChartFigure {...chart} format={format}>
      <Plot
        {...{ summary, ticks, format, categories, place, target }}
        aside={target ? <EndLabels labels={targetLabel(target, 0, high, format)} /> : null}
      >
        {categories.map((category, index) => {
          const known = series.some((one) => (one.values[index] ?? null) !== null);
          return (
            <div
              key={category}
              className="absolute bottom-0 flex max-w-14 -translate-x-1/2 flex-col-reverse gap-px overflow-hidden rounded-t-sm"
              style={{
                left: `${place(index) * 100}%`,
                width: `${64 / categories.length}%`,
                top: top(totals[index] ?? 0, 0, high),
              }}
            >
              {known
                ? series.map((one, rank) => (
                    <span key={one.name} style={{ ...fill(rank), flexGrow: one.values[index] ?? 0, flexBasis: 0 }} />
                  ))
                : null}
            </div>
          );
        })}
        {categories.map((category, index) => (
          <span
            key={category}
            className="absolute -translate-x-1/2 -translate-y-full pb-0.5 font-medium text-foreground"
            style={{ left: `${place(index) * 100}%`, top: top(totals[index] ?? 0, 0, high) }}
          >
            {categories.length <= 8 && series.some((one) => (one.values[index] ?? null) !== null)
              ? format(totals[index] ?? 0)
              : ""}
          </span>
        ))}
      </Plot>
      {series.length > 1 ? <Legend names={series.map((one) => one.name)} /> : null}
    </ChartFigure>
  );
}

function Legend({ names }: { names: readonly string[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
      {names.map((name, index) => (
        <li key={name} className="flex items-center gap-1.5">
          <span aria-hidden="true" className="size-3 rounded-sm" style={fill(index)} />
          {name}
        </li>
      ))}
    </ul>
  );
}
