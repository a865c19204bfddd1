import type { ReactNode } from "react";

export type Column<Row> = {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Numbers stand right, in tabular figures. */
  align?: "left" | "right";
  /** Where pressing the header leads; its presence makes the column sortable. */
  sortHref?: string;
  sorted?: "ascending" | "descending";
  /** Narrower screens leave the column out. */
  from?: "lg" | "xl";
  /** On a phone a card shows the first column as its title and the columns with `card` under it: the two facts that matter; a figure carries its header along. */
  card?: boolean;
  className?: string;
};

export const visibility = { lg: "md:max-lg:hidden", xl: "md:max-xl:hidden" } as const;
