import { ActionForm } from "@/components/form/action-form";
import { SelectField } from "@/components/form/choice-field";
import { TextareaField } from "@/components/form/text-field";
import { Section } from "@/components/shell/page";
import { type AlertStatus, snoozeHours, snoozeLabels } from "@/lib/audit/alerts/schema";
import { acknowledgeAlertAction, resolveAlertAction, snoozeAlertAction } from "../actions";

const card = "rounded-lg border border-border bg-card p-4";
const choices = snoozeHours.map((hours) => ({ value: String(hours), label: snoozeLabels[hours] }));

/** What can be done about an alert that is not resolved. */
export function AlertForms({
  id,
  status,
  organizationId,
}: {
  id: string;
  status: AlertStatus;
  organizationId: string;
}) {
  const common = { organizationId, hidden: { id } };
  const acknowledged = status === "acknowledged";
  return (
    <Section title="What you can do">
      <div className="grid gap-4 lg:grid-cols-2 lg:items-start">
        <div className="grid gap-4">
          {acknowledged ? null : (
            <div className={card}>
              <ActionForm
                action={acknowledgeAlertAction}
                {...common}
                submitLabel="Acknowledge"
                pendingLabel="Acknowledging…"
                next="You become its owner, and everybody sees that somebody looks into it."
              />
            </div>
          )}
          <div className={card}>
            <ActionForm action={snoozeAlertAction} {...common} submitLabel="Snooze" pendingLabel="Snoozing…" quiet>
              <SelectField name="hours" label="Put aside for" choices={choices} defaultValue="24" />
            </ActionForm>
          </div>
        </div>
        <div className={card}>
          <ActionForm
            action={resolveAlertAction}
            {...common}
            submitLabel="Resolve"
            pendingLabel="Resolving…"
            next="It leaves the list. If the rule finds it again, a new alert is raised."
            quiet={!acknowledged}
          >
            <TextareaField name="reason" label="What was found and done" rows={3} maxLength={1000} />
          </ActionForm>
        </div>
      </div>
    </Section>
  );
}
