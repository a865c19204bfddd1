import { ActionForm } from "@/components/form/action-form";
import { RadioField } from "@/components/form/choice-field";
import { TextareaField, TextField } from "@/components/form/text-field";
import { Section } from "@/components/shell/page";
import { Alert } from "@/components/ui/alert";
import { missingToClose, nextStatus } from "@/lib/audit/incidents/rules";
import { type IncidentStatus, incidentStatusLabels } from "@/lib/audit/incidents/schema";
import { acknowledgeIncidentAction, closeIncidentAction, moveIncidentAction, personalDataAction } from "../actions";

type Props = {
  incident: { id: string; status: IncidentStatus; personalData: boolean | null };
  actions: readonly { ownerId: string }[];
  organizationId: string;
  zone: string;
};

/** The one thing that comes next for this incident, by its state. */
export function NextStep({ incident, actions, organizationId, zone }: Props) {
  const { id, status, personalData } = incident;
  const common = { organizationId, hidden: { id } };
  const next = nextStatus(status);
  if (next === "investigating") {
    return (
      <Section title="What comes next">
        <ActionForm
          action={acknowledgeIncidentAction}
          {...common}
          submitLabel="Acknowledge and investigate"
          pendingLabel="Acknowledging…"
          next="You become its owner, and how long it waited for one stays on record."
        />
      </Section>
    );
  }
  if (next === "contained" && personalData === null) {
    return (
      <Section title="Personal data concerned?">
        <PersonalDataForm common={common} zone={zone} />
      </Section>
    );
  }
  if (next === "closed") {
    const missing = missingToClose({ status, actions });
    return (
      <Section title="Close">
        {missing.length > 0 ? (
          <Alert tone="info">{missing.join(" ")}</Alert>
        ) : (
          <ActionForm
            action={closeIncidentAction}
            {...common}
            submitLabel="Close incident"
            pendingLabel="Closing…"
            next="Nothing about it can be changed afterwards. Its documentation becomes a draft of evidence."
          >
            <TextareaField name="cause" label="Cause" rows={3} maxLength={4000} />
            <TextareaField name="lessons" label="Lessons" rows={3} maxLength={4000} />
          </ActionForm>
        )}
      </Section>
    );
  }
  if (next === null) return null;
  return (
    <Section title="What comes next">
      <ActionForm
        action={moveIncidentAction}
        organizationId={organizationId}
        hidden={{ id, to: next }}
        submitLabel={`Mark as ${incidentStatusLabels[next].toLowerCase()}`}
        pendingLabel="Saving…"
      >
        <TextareaField name="note" label="What was done" optional rows={2} maxLength={2000} />
      </ActionForm>
    </Section>
  );
}

/** Asked before containment. The time of awareness is never filled in: the 72 hours of Article 33 run from it (I3). */
export function PersonalDataForm({
  common,
  zone,
}: {
  common: { organizationId: string; hidden: { id: string } };
  zone: string;
}) {
  return (
    <ActionForm
      action={personalDataAction}
      {...common}
      submitLabel="Answer"
      pendingLabel="Saving…"
      next="It can be contained once this is answered. “Yes” opens a breach and cannot be taken back."
    >
      <RadioField
        name="answer"
        label="Are personal data concerned?"
        choices={[
          { value: "no", label: "No" },
          { value: "yes", label: "Yes", description: "Then say since when you know, and which data." },
        ]}
      />
      <TextField
        name="awareAt"
        label={`Aware since (${zone})`}
        type="datetime-local"
        optional
        help="When somebody here first knew. Needed when the answer is yes."
      />
      <TextareaField
        name="nature"
        label="What happened to which personal data"
        optional
        rows={3}
        maxLength={2000}
        help="Needed when the answer is yes."
      />
    </ActionForm>
  );
}
