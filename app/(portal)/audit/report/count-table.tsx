import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";

/** Names with their counts; says so when there is nothing to count. */
export function CountTable({
  caption,
  head,
  rows,
}: {
  caption: string;
  head: readonly string[];
  rows: readonly (readonly [string, ...(string | number)[]])[];
}) {
  return (
    <div className="grid content-start gap-2">
      <h3 className="font-medium">{caption}</h3>
      {rows.length === 0 ? (
        <p className="text-muted-foreground">No data in this period.</p>
      ) : (
        <div className="overflow-hidden rounded-lg border border-border bg-card [&_tr:last-child>*]:border-b-0">
          <Table>
            <caption className="sr-only">{caption}</caption>
            <TableHeader>
              <TableRow>
                {head.map((name, column) => (
                  <TableHead key={name} className={column === 0 ? undefined : "text-right"}>
                    {name}
                  </TableHead>
                ))}
              </TableRow>
            </TableHeader>
            <TableBody>
              {rows.map(([name, ...cells]) => (
                <TableRow key={name}>
                  <TableCell className="wrap-anywhere">{name}</TableCell>
                  {cells.map((cell, column) => (
                    <TableCell key={head[column + 1]} className="text-right tabular-nums">
                      {cell}
                    </TableCell>
                  ))}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
      )}
    </div>
  );
}
