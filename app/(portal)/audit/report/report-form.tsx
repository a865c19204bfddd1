import { SelectField } from "@/components/form/choice-field";
import { TextField } from "@/components/form/text-field";
import { Button } from "@/components/ui/button";
import { ReportFramework } from "@/lib/audit/report/schema";
import { frameworkLabels } from "@/lib/platform/frameworks";

const frameworks = [
  { value: "", label: "All frameworks" },
  ...ReportFramework.options.map((value) => ({ value, label: frameworkLabels[value] })),
];

/** Period and framework; a plain GET form, so that a report has an address. */
export function ReportForm({ from, to, framework }: { from: string; to: string; framework: string }) {
  return (
    <form method="get" className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-4" data-print="hide">
      <TextField name="from" label="From" type="date" defaultValue={from} />
      <TextField name="to" label="To" type="date" defaultValue={to} />
      <SelectField name="framework" label="Framework" optional choices={frameworks} defaultValue={framework} />
      <Button type="submit" variant="secondary" className="justify-self-start">
        Show report
      </Button>
    </form>
  );
}
