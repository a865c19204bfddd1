import { ActionForm } from "@/components/form/action-form";
import { Section } from "@/components/shell/page";
import { Fold } from "@/components/support/fold";
import { ActionFields, ActionList } from "@/components/work/action-list";
import type { WholeIncident } from "@/lib/audit/incidents/queries";
import { addIncidentActionAction, finishIncidentActionAction } from "../actions";

type Props = {
  whole: Pick<WholeIncident, "incident" | "actions">;
  people: readonly { id: string; name: string }[];
  organizationId: string;
  handle: boolean;
};

/** What shall be done so that it does not happen again. */
export function ActionsSection({ whole: { incident, actions }, people, organizationId, handle }: Props) {
  return (
    <Section title="Actions">
      {actions.length === 0 ? <p className="text-muted-foreground">No action yet.</p> : null}
      <ActionList
        items={actions.map(({ doneAt, ...action }) => ({ ...action, done: doneAt }))}
        finish={handle ? finishIncidentActionAction : undefined}
        organizationId={organizationId}
      />
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
            <ActionFields people={people} />
          </ActionForm>
        </Fold>
      ) : null}
    </Section>
  );
}
