import { SelectField } from "@/components/form/choice-field";
import { TextField } from "@/components/form/text-field";
import { type ViolationSeverity, violationSeverityLabels } from "@/lib/policies/schema";

type Props = {
  policies: readonly { id: string; reference: string; title: string }[];
  severity?: ViolationSeverity;
  subjectEmail?: string | null;
  policyId?: string | null;
};

const severities = Object.entries(violationSeverityLabels).map(([value, label]) => ({ value, label }));

/** How severe, whom it is about, which policy. */
export function JudgementFields({ policies, severity, subjectEmail, policyId }: Props) {
  return (
    <>
      <SelectField
        name="severity"
        label="How severe is it?"
        placeholder="Choose"
        defaultValue={severity}
        choices={severities}
      />
      <TextField
        name="subjectEmail"
        label="Whom is it about?"
        help="Their email address here. They neither see this nor work on it."
        type="email"
        autoComplete="off"
        defaultValue={subjectEmail ?? ""}
        optional
      />
      <SelectField
        name="policyId"
        label="Which policy?"
        placeholder="None in particular"
        defaultValue={policyId ?? ""}
        choices={policies.map(({ id, reference, title }) => ({ value: id, label: `${reference} ${title}` }))}
        optional
      />
    </>
  );
}
