import { CheckboxField, SelectField } from "@/components/form/choice-field";
import { TextField } from "@/components/form/text-field";
import { EvidenceType, evidenceTypeLabels } from "@/lib/audit/schema";

const types = EvidenceType.options.map((value) => ({ value, label: evidenceTypeLabels[value] }));

/** What a hold asks for. What is left empty is not asked; all that is filled in must be true of what is held. */
export function QueryFields({
  people,
  systems,
}: {
  people: readonly { id: string; name: string }[];
  systems: readonly string[];
}) {
  return (
    <div className="grid gap-5">
      <CheckboxField
        name="coversEvidence"
        optional
        label="Evidence"
        help="Nothing that answers the query is disposed of."
      />
      <CheckboxField
        name="coversTrail"
        optional
        label="The audit trail"
        help="Names and addresses in the trail stay readable, for the person and the period below. Type, control and source do not narrow it."
      />
      <SelectField name="types" optional label="Type" placeholder="Any type" choices={types} />
      <TextField name="controlIds" optional label="Controls" help="One of them is enough: CC6.1, A.5.15" />
      <SelectField
        name="sourceSystem"
        optional
        label="Source system"
        placeholder="Any source"
        choices={systems.map((value) => ({ value, label: value }))}
      />
      <SelectField
        name="personId"
        optional
        label="Person"
        help="Who collected or approved it; in the trail, whom it is about."
        placeholder="Anybody"
        choices={people.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField name="periodFrom" optional label="Period from" type="date" />
        <TextField name="periodTo" optional label="Period until" type="date" />
      </div>
    </div>
  );
}
