import "server-only";
import type { QueryContext } from "@/lib/platform/operation/context";
import { type FigureKey, figureList, rowsOf } from "./figure-list";
import type { Figure, Timeframe } from "./schema";

export type Span = { from: Date; to: Date };

/** What every group is computed for: the period, and as much of the one before as has passed of this one. */
export type Scope = { timeframe: Timeframe; period: Span; previous: Span };

export type Gathering = { context: QueryContext; scope: Scope };

const figure = (scope: Scope, key: FigureKey, more: Partial<Figure>): Figure => ({
  key,
  label: figureList[key].label,
  value: null,
  unit: "count",
  numerator: null,
  denominator: null,
  of: null,
  previous: null,
  more: false,
  href: `/dashboard/figures/${key}?timeframe=${scope.timeframe}`,
  note: null,
  ...more,
});

/** `before`: the same count in the equal period before, where the figure is of a period. */
export function counted(scope: Scope, key: FigureKey, value: number, more: Partial<Figure> = {}): Figure {
  return figure(scope, key, { value, ...more });
}

/** A share with both its numbers; nothing to divide by is no data. */
export function share(
  scope: Scope,
  key: FigureKey,
  now: { numerator: number; denominator: number },
  more: Partial<Figure> & { before?: { numerator: number; denominator: number } } = {},
): Figure {
  const { before, ...rest } = more;
  return figure(scope, key, {
    unit: "percent",
    value: percent(now),
    ...now,
    of: figureList[key].shareOf?.[1] ?? null,
    previous: before ? percent(before) : null,
    ...rest,
  });
}

export function state(scope: Scope, key: FigureKey, value: string, note: string | null): Figure {
  return figure(scope, key, { unit: "state", value, note });
}

/** A figure of the guide whose records are not kept yet: there is nothing to open. */
export function unknown(key: string, label: string, note: string): Figure {
  return {
    key,
    label,
    value: null,
    unit: "count",
    numerator: null,
    denominator: null,
    of: null,
    previous: null,
    more: false,
    href: null,
    note,
  };
}

/** The count of a list, from the list itself. */
export async function countOf({ context, scope }: Gathering, key: FigureKey, span: Span = scope.period) {
  return (await rowsOf(context, key, { ...span, page: 0 })).total;
}

const percent = ({ numerator, denominator }: { numerator: number; denominator: number }) =>
  denominator === 0 ? null : (numerator * 100) / denominator;
