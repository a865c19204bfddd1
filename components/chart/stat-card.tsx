import { ArrowDownRight, ArrowRight, ArrowUpRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Card } from "../ui/card";
import { cn } from "../ui/cn";
import { plainNumber } from "./series";

export type Trend = {
  direction: "up" | "down" | "level";
  /** "4 points since August" */
  words: string;
  /** Whether this direction is welcome; up is not always good. */
  good?: boolean;
};

const arrows = { up: ArrowUpRight, down: ArrowDownRight, level: ArrowRight } as const;

/**
 * One figure with what it is made of. `value` is ready to read ("83%"); `null` says "No data", never 0.
 * The card opens the list that the figure counts.
 */
export function StatCard({
  label,
  value,
  numerator,
  denominator,
  of,
  note,
  trend,
  badge,
  href,
  headingLevel: Heading = "h2",
}: {
  label: string;
  value: string | null;
  numerator?: number;
  denominator?: number;
  /** What is counted: "acknowledgements due". */
  of?: string;
  /** Instead of the inputs, or why there is no data. */
  note?: ReactNode;
  trend?: Trend;
  badge?: ReactNode;
  href?: string;
  headingLevel?: "h2" | "h3";
}) {
  const Arrow = trend ? arrows[trend.direction] : null;
  const inputs =
    numerator !== undefined && denominator !== undefined
      ? `${plainNumber(numerator)} of ${plainNumber(denominator)} ${of ?? ""}`.trim()
      : null;
  return (
    <Card
      data-slot="stat-card"
      className={cn("relative gap-2 p-4 md:p-5", href && "transition-colors hover:border-input hover:bg-hover")}
    >
      <div className="flex items-start justify-between gap-2">
        <Heading className="font-medium text-muted-foreground">
          {href ? (
            <Link href={href} className="stretched-link">
              {label}
            </Link>
          ) : (
            label
          )}
        </Heading>
        {badge}
      </div>
      {value === null ? (
        <p className="text-title text-muted-foreground">No data</p>
      ) : (
        <p className="text-[1.75rem] leading-9 font-semibold tracking-tight tabular-nums">{value}</p>
      )}
      <div className="grid gap-0.5">
        {inputs ? <p className="tabular-nums">{inputs}</p> : null}
        {note ? <p className="text-muted-foreground">{note}</p> : null}
        {trend && Arrow ? (
          <p
            className={cn(
              "flex items-center gap-1",
              trend.good === undefined
                ? "text-muted-foreground"
                : trend.good
                  ? "text-success-text"
                  : "text-danger-text",
            )}
          >
            <Arrow aria-hidden="true" className="size-4 shrink-0" />
            <span>
              <span className="sr-only">{trend.direction === "level" ? "Unchanged: " : `${trend.direction}: `}</span>
              {trend.words}
            </span>
          </p>
        ) : null}
      </div>
    </Card>
  );
}
