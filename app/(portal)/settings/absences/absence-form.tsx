import { ActionForm } from "@/components/form/action-form";
import { SelectField } from "@/components/form/choice-field";
import { TextField } from "@/components/form/text-field";
import { AbsenceKind, absenceKindLabels } from "@/lib/platform/people/absences/schema";
import { changeAbsenceAction, recordAbsenceAction } from "./actions";

const kinds = AbsenceKind.options.map((value) => ({ value, label: absenceKindLabels[value] }));

type Absence = { id: string; kind: AbsenceKind | null; firstDay: string; lastDay: string | null };

/** Of a new absence, or of one that is changed. */
export function AbsenceForm({
  organizationId,
  people = [],
  absence,
}: {
  organizationId: string;
  people?: readonly { name: string; email: string }[];
  absence?: Absence;
}) {
  return (
    <ActionForm
      action={absence ? changeAbsenceAction : recordAbsenceAction}
      organizationId={organizationId}
      hidden={absence ? { absenceId: absence.id } : {}}
      submitLabel={absence ? "Save" : "Record absence"}
      pendingLabel={absence ? "Saving…" : "Recording…"}
      next="Days of an absence do not count for open policies and training; no reminders are sent on them."
    >
      {absence ? null : (
        <SelectField
          name="personEmail"
          label="Who"
          placeholder="Choose a person"
          choices={people.map(({ name, email }) => ({ value: email, label: `${name} · ${email}` }))}
        />
      )}
      <SelectField
        name="kind"
        label="Kind"
        help="Seen by the person, their manager and whoever keeps the people. No reason is asked for."
        placeholder={absence ? undefined : "Choose a kind"}
        choices={kinds}
        defaultValue={absence?.kind ?? undefined}
      />
      <TextField name="firstDay" label="First day away" type="date" defaultValue={absence?.firstDay} />
      <TextField
        name="lastDay"
        label="Last day away"
        type="date"
        optional
        help="Leave it empty while nobody knows when they come back."
        defaultValue={absence?.lastDay ?? undefined}
      />
    </ActionForm>
  );
}
