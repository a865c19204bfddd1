import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "../ui/cn";
import { TableCell } from "../ui/table";
import { type Column, visibility } from "./columns";
import { TableFrame, TableHeadRow } from "./table-frame";

type Props<Row> = {
  /** Says what is listed; heard, not seen. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Where a row leads: the link stands in the first column and covers the row. */
  rowHref?: (row: Row) => string;
  /** Shown instead of rows when there are none: an `EmptyState` or `NoResultsState`. */
  empty: ReactNode;
  compact?: boolean;
};

/** A list of records, rendered on the server: sticky head, sort links, whole-row links, cards on a phone. */
export function DataTable<Row>({ caption, columns, rows, rowKey, rowHref, empty, compact = false }: Props<Row>) {
  if (rows.length === 0) {
    return <div className="rounded-lg border border-border bg-card">{empty}</div>;
  }
  return (
    <TableFrame caption={caption}>
      <TableHeadRow columns={columns} />
      <tbody className="max-md:block [&>tr:last-child]:border-b-0 [&>tr:last-child>*]:border-b-0">
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            className={cn(
              "relative transition-colors max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-4 max-md:gap-y-1.5 max-md:border-b max-md:border-border max-md:px-4 max-md:py-3",
              rowHref && "hover:bg-hover",
            )}
          >
            {columns.map((column, index) => (
              <TableCell
                key={column.key}
                className={cn(
                  compact ? "md:h-8 md:py-1" : "md:h-10",
                  "max-md:h-auto max-md:border-0 max-md:p-0 max-md:first:basis-full max-md:first:pl-0 max-md:last:pr-0",
                  index > 0 && !column.card && "max-md:hidden",
                  index > 0 && column.card && "max-md:text-muted-foreground",
                  column.align === "right" && "tabular-nums md:text-right",
                  column.from && visibility[column.from],
                  column.className,
                )}
              >
                {index === 0 && rowHref ? (
                  <Link href={rowHref(row)} prefetch={false} className="stretched-link font-medium">
                    {column.cell(row)}
                  </Link>
                ) : (
                  <>
                    {index > 0 && column.card && column.align === "right" ? (
                      <span className="md:hidden">{column.header} </span>
                    ) : null}
                    {column.cell(row)}
                  </>
                )}
              </TableCell>
            ))}
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
