import type { ReactNode } from "react";
import { percentWords } from "@/lib/dashboard/rules";
import type { Figure } from "@/lib/dashboard/schema";
import { StatCard, type Trend } from "../chart/stat-card";

const number = (value: number) => value.toLocaleString("en-GB");

/** A figure as a card that opens the list it counts. `rise`: whether more of it is welcome. */
export function FigureCard({
  figure,
  rise,
  badge,
  note,
}: {
  figure: Figure;
  rise?: "good" | "bad";
  badge?: ReactNode;
  note?: ReactNode;
}) {
  const { value, unit, numerator, denominator, more } = figure;
  const shown =
    typeof value !== "number"
      ? value
      : unit === "percent"
        ? percentWords(value)
        : `${more ? "More than " : ""}${number(value)}`;
  return (
    <StatCard
      headingLevel="h3"
      label={figure.label}
      value={shown}
      numerator={value === null ? undefined : (numerator ?? undefined)}
      denominator={value === null ? undefined : (denominator ?? undefined)}
      of={figure.of ?? undefined}
      note={note ?? (value === null && unit === "percent" ? `No ${figure.of ?? "rows"} to count yet.` : figure.note)}
      trend={trendOf(figure, rise)}
      badge={badge}
      href={figure.href ?? undefined}
    />
  );
}

function trendOf({ value, previous, unit, more }: Figure, rise: "good" | "bad" | undefined): Trend | undefined {
  if (typeof value !== "number" || previous === null || more) return undefined;
  const moved = unit === "percent" ? Math.round((value - previous) * 10) / 10 : value - previous;
  const before = unit === "percent" ? percentWords(previous) : number(previous);
  const direction = moved === 0 ? "level" : moved > 0 ? "up" : "down";
  if (direction === "level") return { direction, words: "as in the period before" };
  return {
    direction,
    words: `from ${before} in the period before`,
    good: rise === undefined ? undefined : (rise === "good") === moved > 0,
  };
}
