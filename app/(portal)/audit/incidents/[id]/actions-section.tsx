import { ActionForm } from "@/components/form/action-form";
import { SelectField } from "@/components/form/choice-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { Section } from "@/components/shell/page";
import { StatusBadge } from "@/components/status/status-badge";
import { Fold } from "@/components/support/fold";
import type { WholeIncident } from "@/lib/audit/incidents/queries";
import { addIncidentActionAction, finishIncidentActionAction } from "../actions";

type Props = {
  whole: Pick<WholeIncident, "incident" | "actions">;
  people: readonly { id: string; name: string }[];
  organizationId: string;
  handle: boolean;
};
const day = (date: Date) =>
  date.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** What shall be done so that it does not happen again. */
export function ActionsSection({ whole: { incident, actions }, people, organizationId, handle }: Props) {
  return (
    <Section title="Actions">
      {actions.length === 0 ? <p className="text-muted-foreground">No action yet.</p> : null}
      <ul className="grid gap-2">
        {actions.map((action) => (
          <li
            key={action.id}
            className="flex flex-wrap items-center justify-between gap-3 rounded-md border border-border bg-card p-3"
          >
            <div className="min-w-0">
              <p className="wrap-anywhere">{action.title}</p>
              <p className="text-muted-foreground">{`${action.owner} · due ${day(action.dueOn)}`}</p>
            </div>
            {action.doneAt ? (
              <StatusBadge tone="success" label={`Done ${day(action.doneAt)}`} />
            ) : handle ? (
              <ActionForm
                action={finishIncidentActionAction}
                organizationId={organizationId}
                hidden={{ actionId: action.id }}
              >
                <SubmitButton variant="secondary" size="sm" pendingLabel="Saving…">
                  {`Done: ${action.title.slice(0, 40)}`}
                </SubmitButton>
              </ActionForm>
            ) : (
              <StatusBadge tone="warning" label="To be done" />
            )}
          </li>
        ))}
      </ul>
      {handle && incident.status !== "closed" ? (
        <Fold title="Add an action" className="rounded-lg border border-border bg-card p-4">
          <ActionForm
            action={addIncidentActionAction}
            organizationId={organizationId}
            hidden={{ id: incident.id }}
            submitLabel="Add action"
            pendingLabel="Adding…"
            className="pt-3"
          >
            <TextField name="title" label="What shall be done" maxLength={200} />
            <SelectField
              name="ownerId"
              label="Who does it"
              placeholder="Choose"
              choices={people.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <TextField name="dueOn" label="Until" type="date" />
          </ActionForm>
        </Fold>
      ) : null}
    </Section>
  );
}
