import { ViolationType, violationTypeLabels } from "@/lib/policies/schema";
import { SelectField } from "../form/choice-field";
import { TextareaField, TextField } from "../form/text-field";

/** What happened: the same questions whoever reports it. */
export function ViolationFields() {
  return (
    <>
      <TextField name="title" label="In a few words" maxLength={160} />
      <SelectField
        name="type"
        label="What is it about?"
        placeholder="Choose"
        choices={ViolationType.options.map((value) => ({ value, label: violationTypeLabels[value] }))}
      />
      <TextareaField
        name="description"
        label="What happened?"
        help="When and where, who was involved, and how you know."
        rows={8}
        maxLength={8000}
      />
    </>
  );
}
