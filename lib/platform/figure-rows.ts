import { z } from "zod";

/**
 * One record that a figure counted, without a word about a person: who may see figures may not see everything behind them.
 * Each domain makes these beside its figures, by the very conditions the figures are counted by.
 */
export type FigureRow = {
  id: string;
  /** How the record is called: `POL-001`, `DSR-2026-000042`. */
  reference: string;
  /** What it is: its title, kind or priority. Never what somebody wrote. */
  what: string;
  state: string;
  /** The date it was counted by, and others that explain it: a local date or an instant, both ISO. */
  dates: { label: string; value: string }[];
  department: string | null;
  /** Whether it stands above the line of a share; true wherever a figure only counts. */
  met: boolean;
  /** Id of the record in its own domain, for those who may open it there. */
  recordId: string | null;
};

/** `total` is the figure (for a share its denominator), `met` its numerator; `more` says that counting stopped there. */
export type FigureRows = { total: number; met: number; more?: boolean; rows: FigureRow[] };

export const figureRowsPage = 50;

/** Half-open: from ≤ t < to. Figures of the present state ignore the period. `page` 0 asks for the numbers only. */
export const figureRowsInput = <Key extends string>(keys: readonly [Key, ...Key[]]) =>
  z.object({
    key: z.enum(keys),
    from: z.date(),
    to: z.date(),
    page: z.number().int().min(0).max(2_000).default(1),
  });

/** What a page takes of a list that is in memory already. */
export const pageOf = <Row>(rows: readonly Row[], page: number): Row[] =>
  page === 0 ? [] : rows.slice((page - 1) * figureRowsPage, page * figureRowsPage);

/** The same for the database. */
export const windowOf = (page: number) => ({
  skip: Math.max(0, page - 1) * figureRowsPage,
  take: page === 0 ? 0 : figureRowsPage,
});
