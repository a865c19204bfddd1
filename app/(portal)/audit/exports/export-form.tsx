import { ActionForm } from "@/components/form/action-form";
import { CheckboxField, SelectField } from "@/components/form/choice-field";
import { TextField } from "@/components/form/text-field";
import { Alert } from "@/components/ui/alert";
import { type FilterField, firstFilters, moreFilters } from "../filters";
import { requestExportAction } from "./actions";

const ranges = [
  { name: "first", label: "From event №", help: "A range without filters can be shown to be complete." },
  { name: "last", label: "To event №", help: "Left empty: up to the newest signed one." },
] as const;
const days = [
  { name: "from", label: "From day", help: "Filters prove that events are in the log, not that none is left out." },
  { name: "to", label: "Until day", help: "This day counts whole." },
] as const;
/** The package's manifest has no word for addresses and for texts about people: they would stand in it for ever. */
const filters = [...firstFilters, ...moreFilters].filter(({ name }) => !["from", "to", "ip"].includes(name));

type Props = { size: bigint | null; organizationId: string; filters: Record<string, string> };

/** Asks for a package. Left empty it is the whole log; what the explorer was filtered by is filled in already. */
export function ExportForm({ size, organizationId, filters: given }: Props) {
  if (size === null) return <Alert tone="info">Nothing is signed yet, so there is nothing to export.</Alert>;
  const filtered = filters.some(({ name }) => given[name] !== undefined);
  return (
    <ActionForm
      action={requestExportAction}
      organizationId={organizationId}
      submitLabel="Export package"
      pendingLabel="Asking…"
      className="max-w-none"
      next={`The package is bound to the checkpoint of ${size.toLocaleString("en-GB")} events and built in the background: you may leave this page. A mail says when it is ready. That you asked is on record before it begins.`}
    >
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {ranges.map((field) => (
          <TextField
            key={field.name}
            {...field}
            optional
            type="number"
            min={0}
            max={Number(size) - 1}
            defaultValue={given[field.name]}
          />
        ))}
        {days.map((field) => (
          <TextField key={field.name} {...field} optional type="date" defaultValue={given[field.name]} />
        ))}
      </div>
      <CheckboxField
        name="evidence"
        label="With the evidence files"
        help="Those the chosen events collected, each checked before it is carried. Whoever downloads the package stands in the custody of every piece."
        optional
      />
      <details open={filtered} className="rounded-lg border border-border bg-card px-4 py-2">
        <summary className="flex min-h-6 cursor-pointer items-center font-medium max-md:min-h-11">
          Filters and earlier checkpoints
        </summary>
        <div className="grid items-start gap-4 py-3 sm:grid-cols-2 lg:grid-cols-4">
          {filters.map((field) => (
            <FilterControl key={field.name} field={field} value={given[field.name]} />
          ))}
          <TextField
            name="earlier"
            label="Comparable with checkpoints of size"
            help="Sizes of checkpoints you saved earlier, such as 200, 400."
            optional
            pattern="[0-9, ]*"
          />
        </div>
      </details>
    </ActionForm>
  );
}

function FilterControl({ field, value }: { field: FilterField; value?: string }) {
  const { name, label, choices, placeholder } = field;
  if (choices) {
    return (
      <SelectField name={name} label={label} optional choices={choices} placeholder="All" defaultValue={value ?? ""} />
    );
  }
  return (
    <TextField
      name={name}
      label={label}
      optional
      defaultValue={value}
      placeholder={name === "actor" ? "id of a person or key" : placeholder}
      maxLength={160}
    />
  );
}
