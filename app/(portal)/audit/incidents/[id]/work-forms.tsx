import { ActionForm } from "@/components/form/action-form";
import { SelectField } from "@/components/form/choice-field";
import { TextareaField, TextField } from "@/components/form/text-field";
import { Fold } from "@/components/support/fold";
import type { WholeIncident } from "@/lib/audit/incidents/queries";
import {
  IncidentLinkKind,
  IncidentSeverity,
  incidentLinkKindLabels,
  incidentSeverityLabels,
} from "@/lib/audit/incidents/schema";
import { linkIncidentAction, noteIncidentAction, reviseIncidentAction } from "../actions";
import { AffectedFields } from "../affected-fields";
import { PersonalDataForm } from "./next-step";

type Props = {
  incident: WholeIncident["incident"];
  people: readonly { id: string; name: string }[];
  organizationId: string;
  zone: string;
};
const fold = "rounded-lg border border-border bg-card p-4";

/** What can be done at any time before it is closed. */
export function WorkForms({ incident, people, organizationId, zone }: Props) {
  const common = { organizationId, hidden: { id: incident.id } };
  return (
    <div className="grid gap-3">
      <Fold title="Add to the timeline" className={fold}>
        <ActionForm action={noteIncidentAction} {...common} submitLabel="Add" pendingLabel="Adding…" className="pt-3">
          <TextareaField name="text" label="What happened or was done" rows={3} maxLength={4000} />
        </ActionForm>
      </Fold>
      <Fold title="Link something" className={fold}>
        <ActionForm action={linkIncidentAction} {...common} submitLabel="Link" pendingLabel="Linking…" className="pt-3">
          <SelectField
            name="kind"
            label="What it is"
            choices={IncidentLinkKind.options.map((value) => ({ value, label: incidentLinkKindLabels[value] }))}
          />
          <TextField name="objectId" label="Its id or reference" maxLength={120} />
        </ActionForm>
      </Fold>
      <Fold title="Change severity, owner or what is affected" className={fold}>
        <ActionForm
          action={reviseIncidentAction}
          {...common}
          submitLabel="Save"
          pendingLabel="Saving…"
          className="pt-3"
        >
          <SelectField
            name="severity"
            label="Severity"
            defaultValue={incident.severity}
            choices={IncidentSeverity.options.map((value) => ({ value, label: incidentSeverityLabels[value] }))}
          />
          <SelectField
            name="ownerId"
            label="Owner"
            optional
            defaultValue={incident.ownerId ?? ""}
            choices={[{ value: "", label: "As it is" }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
          />
          <AffectedFields
            systems={incident.affectedSystems}
            people={incident.affectedPeople}
            controls={incident.controlIds}
          />
        </ActionForm>
      </Fold>
      {incident.personalData === false ? (
        <Fold title="Personal data are concerned after all" className={fold}>
          <div className="pt-3">
            <PersonalDataForm common={common} zone={zone} />
          </div>
        </Fold>
      ) : null}
    </div>
  );
}
