import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";

const fields = [
  {
    name: "first",
    label: "First index",
    help: "Of a contiguous range: it can be shown to be complete.",
    type: "number",
  },
  { name: "last", label: "Last index", help: "Left empty: the newest signed one.", type: "number" },
  {
    name: "from",
    label: "From day",
    help: "Filters prove that events are in the log, not that none is left out.",
    type: "date",
  },
  { name: "to", label: "Until day", help: "This day counts whole.", type: "date" },
  { name: "action", label: "Action begins with", help: "Such as policy. or evidence.download", type: "text" },
] as const;

/** A plain GET form: the answer is the package. Left empty it is the whole log. */
export function ExportForm({ size }: { size: bigint | null }) {
  if (size === null) return <Alert tone="info">Nothing is signed yet, so there is nothing to export.</Alert>;
  return (
    <form action="/api/v1/audit/exports" method="get" className="grid gap-5">
      <p className="max-w-[65ch] text-muted-foreground">
        {`A ZIP with the events as they were signed, the same as a table, the checkpoint of ${size} events and the hashes that prove them. Choose a range or filters, or leave all empty for the whole log. The export itself is on record before it begins.`}
      </p>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {fields.map(({ name, label, help, type }) => (
          <div key={name} className="grid content-start gap-1.5">
            <Label htmlFor={`export-${name}`}>{label}</Label>
            <Input
              id={`export-${name}`}
              name={name}
              type={type}
              min={type === "number" ? 0 : undefined}
              max={type === "number" ? Number(size) - 1 : undefined}
              pattern={type === "text" ? "[a-z0-9.\\-]*" : undefined}
              aria-describedby={`export-${name}-help`}
            />
            <p id={`export-${name}-help`} className="text-muted-foreground">
              {help}
            </p>
          </div>
        ))}
      </div>
      <div>
        <Button type="submit">Export package</Button>
      </div>
    </form>
  );
}
