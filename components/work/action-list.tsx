import { ActionForm } from "../form/action-form";
import { SelectField } from "../form/choice-field";
import { SubmitButton } from "../form/submit-button";
import { TextField } from "../form/text-field";
import type { FormAction } from "../form/use-server-form";
import { formatDay } from "../status/calendar";
import { StatusBadge } from "../status/status-badge";

type Item = { id: string; title: string; owner: string; dueOn: string | Date; done: string | Date | null };

/** Corrective actions with their owners and dates; `finish` for whoever may say that one is done. */
export function ActionList({
  items,
  finish,
  organizationId,
}: {
  items: readonly Item[];
  finish?: FormAction;
  organizationId: string;
}) {
  return (
    <ul className="grid gap-2">
      {items.map(({ id, title, owner, dueOn, done }) => (
        <li
          key={id}
          className="flex flex-wrap items-center justify-between gap-3 rounded-md border border-border bg-card p-3"
        >
          <div className="min-w-0">
            <p className="wrap-anywhere">{title}</p>
            <p className="text-muted-foreground">{`${owner} · due ${formatDay(dueOn, "UTC")}`}</p>
          </div>
          {done ? (
            <StatusBadge tone="success" label={`Done ${formatDay(done, "UTC")}`} />
          ) : finish ? (
            <ActionForm action={finish} organizationId={organizationId} hidden={{ actionId: id }}>
              <SubmitButton variant="secondary" size="sm" pendingLabel="Saving…">
                Done<span className="sr-only">: {title}</span>
              </SubmitButton>
            </ActionForm>
          ) : (
            <StatusBadge tone="warning" label="To be done" />
          )}
        </li>
      ))}
    </ul>
  );
}

/** What, who and until when: the fields of a new action. */
export function ActionFields({ people }: { people: readonly { id: string; name: string }[] }) {
  return (
    <>
      <TextField name="title" label="What shall be done" maxLength={200} />
      <SelectField
        name="ownerId"
        label="Who does it"
        placeholder="Choose"
        choices={people.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextField name="dueOn" label="Until" type="date" />
    </>
  );
}
