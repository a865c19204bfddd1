import { ChevronRight, Table2 } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "../ui/card";
import { Table, TableCell, TableHead } from "../ui/table";
import { hasData, type Series } from "./series";

export type ChartProps = {
  /** The message: "Readiness rose 4 points since August". */
  title: string;
  /** One sentence that says the same to somebody who cannot see the picture. */
  summary: string;
  categories: readonly string[];
  series: readonly Series[];
  format?: (value: number) => string;
  /** Why there is nothing yet, under "No data". */
  noData?: ReactNode;
  /** Title of the first column of the table twin. */
  categoryLabel?: string;
  headingLevel?: "h2" | "h3";
};

/** Frame of every chart: title, picture with its sentence, table twin; "No data" instead of an empty picture. */
export function ChartFigure({
  title,
  summary,
  categories,
  series,
  format,
  noData,
  categoryLabel = "Period",
  headingLevel: Heading = "h2",
  children,
}: ChartProps & {
  format: (value: number) => string;
  children: ReactNode;
}) {
  const shown = hasData(series);
  return (
    <Card className="p-4 md:p-6">
      <figure aria-label={title} className="grid min-w-0 gap-4">
        <figcaption className="grid gap-0.5">
          <Heading className="text-section">{title}</Heading>
          <p className="text-muted-foreground">{summary}</p>
        </figcaption>
        {shown ? children : <NoData>{noData}</NoData>}
        {shown ? (
          <details className="group/twin">
            <summary className="inline-flex min-h-6 items-center gap-1.5 rounded-sm text-xs font-medium text-muted-foreground hover:text-foreground max-md:min-h-11">
              <ChevronRight aria-hidden="true" className="size-3.5 transition-transform group-open/twin:rotate-90" />
              <Table2 aria-hidden="true" className="size-3.5" />
              Show as table
            </summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too */}
            <section aria-label={`${title}: table`} tabIndex={0} className="mt-2 overflow-x-auto">
              <TableTwin {...{ title, categories, series, format, categoryLabel }} />
            </section>
          </details>
        ) : null}
      </figure>
    </Card>
  );
}

function NoData({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-40 flex-col items-center justify-center gap-1 rounded-md border border-dashed border-input px-4 text-center">
      <p className="font-medium">No data</p>
      {children ? <p className="text-muted-foreground">{children}</p> : null}
    </div>
  );
}

function TableTwin({
  title,
  categories,
  series,
  format,
  categoryLabel,
}: {
  title: string;
  categories: readonly string[];
  series: readonly Series[];
  format: (value: number) => string;
  categoryLabel: string;
}) {
  return (
    <Table>
      <caption className="sr-only">{title}</caption>
      <thead>
        <tr>
          <TableHead>{categoryLabel}</TableHead>
          {series.map((one) => (
            <TableHead key={one.name} className="text-right">
              {one.name}
            </TableHead>
          ))}
        </tr>
      </thead>
      <tbody>
        {categories.map((category, index) => (
          <tr key={category}>
            <TableHead scope="row" className="font-normal text-foreground">
              {category}
            </TableHead>
            {series.map((one) => {
              const value = one.values[index] ?? null;
              return (
                <TableCell key={one.name} className="h-8 py-1 text-right tabular-nums">
                  {value === null ? <span className="text-muted-foreground">No data</span> : format(value)}
                </TableCell>
              );
            })}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
