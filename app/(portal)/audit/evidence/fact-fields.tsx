import { SelectField } from "@/components/form/choice-field";
import { TextareaField, TextField } from "@/components/form/text-field";
import { retentionChoices } from "@/lib/audit/evidence/retention";
import { EvidenceType, evidenceTypeLabels, type RetentionClass } from "@/lib/audit/schema";

const types = EvidenceType.options.map((value) => ({ value, label: evidenceTypeLabels[value] }));

type Given = {
  title: string;
  type: EvidenceType;
  controlIds: readonly string[];
  effectiveFrom: Date;
  effectiveTo: Date;
  sourceSystem: string;
  description: string;
  retentionClass: RetentionClass;
};

const day = (date?: Date) => date?.toISOString().slice(0, 10);

/** What a piece of evidence says about itself: asked when it is collected and when a draft is corrected. */
export function FactFields({ given }: { given?: Given }) {
  return (
    <>
      <TextField name="title" label="What it proves" maxLength={160} defaultValue={given?.title} />
      <SelectField name="type" label="Type" choices={types} defaultValue={given?.type ?? "control_test"} />
      <TextField
        name="controlIds"
        label="Controls"
        help="Requirement ids of any framework, with commas: CC6.1, A.5.15"
        defaultValue={given?.controlIds.join(", ")}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField name="effectiveFrom" label="Covers from" type="date" defaultValue={day(given?.effectiveFrom)} />
        <TextField
          name="effectiveTo"
          label="Covers until"
          type="date"
          help="When the fact held, not when you upload it."
          defaultValue={day(given?.effectiveTo)}
        />
      </div>
      <SelectField
        name="retentionClass"
        label="How long it is kept"
        help="From the later of its collection and the end of its period. It can be extended, never shortened."
        choices={retentionChoices}
        defaultValue={given?.retentionClass ?? "seven_years"}
      />
      <TextField
        name="sourceSystem"
        label="Source system"
        optional
        maxLength={120}
        defaultValue={given?.sourceSystem}
      />
      <TextareaField
        name="description"
        label="Description"
        optional
        rows={4}
        maxLength={4000}
        defaultValue={given?.description}
      />
    </>
  );
}
