import { Alert } from "@/components/ui/alert";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { Change } from "@/lib/audit/explorer/queries";
import { isClosed, type Opened } from "@/lib/audit/explorer/reveal-leaf";
import { fieldWords, OpenedValue } from "./opened-value";

type Fields = { [name: string]: Opened };

function fieldsOf(value: Opened): Fields {
  if (value === null) return {};
  return typeof value === "object" && !Array.isArray(value) && !isClosed(value) ? (value as Fields) : { value };
}

/** What the act changed, field by field, as it stands under the hash. */
export function ChangeTable({ change }: { change: Change | null }) {
  if (change?.stored === "altered") {
    return (
      <Alert tone="danger" title="The stored change is not the one that was recorded">
        It is too large for the log, which holds its digest; what is stored has another one, so it is not shown.
      </Alert>
    );
  }
  const before = fieldsOf(change?.before ?? null);
  const after = fieldsOf(change?.after ?? null);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const reason = change?.reason ?? null;
  return (
    <div className="grid gap-3">
      {reason === null ? null : (
        <p className="wrap-anywhere">
          <span className="text-muted-foreground">Reason: </span>
          <OpenedValue value={reason} />
        </p>
      )}
      {names.length === 0 ? (
        <p className="text-muted-foreground">Nothing was changed, or nothing of it is recorded.</p>
      ) : (
        <div className="overflow-x-auto rounded-lg border border-border bg-card">
          <Table>
            <TableHeader>
              <TableRow>
                <TableHead>Field</TableHead>
                {Object.keys(before).length > 0 ? <TableHead>Before</TableHead> : null}
                <TableHead>After</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {names.map((name) => (
                <TableRow key={name}>
                  <TableHead
                    scope="row"
                    className="h-10 py-2 align-top leading-5 whitespace-normal first-letter:uppercase"
                  >
                    {fieldWords(name)}
                  </TableHead>
                  {Object.keys(before).length > 0 ? (
                    <TableCell className="align-top wrap-anywhere">
                      <OpenedValue value={before[name]} />
                    </TableCell>
                  ) : null}
                  <TableCell className="align-top wrap-anywhere">
                    <OpenedValue value={after[name]} />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
      )}
    </div>
  );
}
