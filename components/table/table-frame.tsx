import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "../ui/cn";
import { Table, TableHead } from "../ui/table";
import { type Column, visibility } from "./columns";

export function TableFrame({ caption, children }: { caption: string; children: ReactNode }) {
  return (
    <div data-slot="data-table" className="min-w-0 rounded-lg border border-border bg-card">
      <Table className="max-md:block">
        <caption className="sr-only">{caption}</caption>
        {children}
      </Table>
    </div>
  );
}

/** Stays under the header while the rows scroll; a sortable column is a link that says which way it goes now. */
export function TableHeadRow<Row>({ columns }: { columns: readonly Column<Row>[] }) {
  return (
    <thead className="max-md:hidden">
      <tr>
        {columns.map((column) => (
          <TableHead
            key={column.key}
            aria-sort={column.sorted}
            className={cn(
              "sticky top-14 z-10 first:rounded-tl-lg last:rounded-tr-lg",
              column.align === "right" && "text-right",
              column.from && visibility[column.from],
            )}
          >
            {column.sortHref ? <SortLink column={column} href={column.sortHref} /> : column.header}
          </TableHead>
        ))}
      </tr>
    </thead>
  );
}

function SortLink<Row>({ column, href }: { column: Column<Row>; href: string }) {
  const Icon = column.sorted === "ascending" ? ArrowUp : column.sorted === "descending" ? ArrowDown : ChevronsUpDown;
  return (
    <Link
      href={href}
      prefetch={false}
      className={cn(
        "inline-flex min-h-6 items-center gap-1 rounded-sm hover:text-foreground",
        column.sorted && "text-foreground",
      )}
    >
      {column.header}
      <Icon aria-hidden="true" className="size-3.5" />
    </Link>
  );
}
