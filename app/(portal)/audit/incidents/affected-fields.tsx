import { TextareaField, TextField } from "@/components/form/text-field";

/** What an incident concerns; the same fields when it is opened and when more is known. */
export function AffectedFields({
  systems,
  people,
  controls,
}: {
  systems?: readonly string[];
  people?: string;
  controls?: readonly string[];
}) {
  return (
    <>
      <TextField
        name="affectedSystems"
        label="Affected systems"
        optional
        help="With commas between them."
        defaultValue={systems?.join(", ")}
      />
      <TextareaField
        name="affectedPeople"
        label="Affected people"
        optional
        rows={2}
        maxLength={1000}
        help="Which groups and how many. No names."
        defaultValue={people}
      />
      <TextField
        name="controlIds"
        label="Controls"
        help="Requirement ids of any framework, with commas: CC7.4, A.5.26. The closed incident is evidence for them."
        defaultValue={controls?.join(", ")}
      />
    </>
  );
}
