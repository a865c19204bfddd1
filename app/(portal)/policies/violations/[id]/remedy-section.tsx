import { ActionForm } from "@/components/form/action-form";
import { SelectField } from "@/components/form/choice-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextareaField, TextField } from "@/components/form/text-field";
import { Section } from "@/components/shell/page";
import { StatusBadge } from "@/components/status/status-badge";
import { Fold } from "@/components/support/fold";
import { addActionAction, finishActionAction, recordCauseAction, resolveViolationAction } from "../actions";
import { day } from "../day";
import type { Work } from "./work";

const folded = "rounded-lg border border-border bg-card p-4";

/** Root cause, corrective actions and their verification: from confirmed on. */
export function RemedySection({ whole, choices, organizationId }: Work) {
  const { violation, actions } = whole;
  if (!["confirmed", "remediating", "resolved"].includes(violation.status)) return null;
  const works = choices !== null && violation.status !== "resolved";
  const form = { organizationId, hidden: { violationId: violation.id } };
  const done = actions.length > 0 && actions.every(({ doneOn }) => doneOn);
  return (
    <Section title="Cause and corrective actions">
      <p className="whitespace-pre-wrap wrap-anywhere">
        {violation.rootCause ?? "How it could happen is not written yet."}
      </p>
      <Actions whole={whole} choices={choices} organizationId={organizationId} />
      {works ? (
        <>
          <Fold title={violation.rootCause ? "Change the cause" : "Write how it could happen"} className={folded}>
            <ActionForm action={recordCauseAction} {...form} submitLabel="Save cause" className="pt-3">
              <TextareaField
                name="rootCause"
                label="How could it happen?"
                rows={4}
                defaultValue={violation.rootCause ?? ""}
              />
            </ActionForm>
          </Fold>
          <Fold title="Add a corrective action" className={folded}>
            <ActionForm action={addActionAction} {...form} submitLabel="Add action" className="pt-3">
              <TextField name="title" label="What shall be done" maxLength={200} />
              <SelectField
                name="ownerId"
                label="Who does it"
                placeholder="Choose"
                choices={choices.people.map(({ id, name }) => ({ value: id, label: name }))}
              />
              <TextField name="dueOn" label="Until" type="date" />
            </ActionForm>
          </Fold>
        </>
      ) : null}
      {works && violation.status === "remediating" && done ? (
        violation.investigating ? (
          <p className="text-muted-foreground">All is done. Somebody else than you verifies and resolves it.</p>
        ) : (
          <ActionForm action={resolveViolationAction} {...form} submitLabel="Verify and resolve">
            <TextareaField name="verification" label="How did you see that the actions worked?" rows={4} />
          </ActionForm>
        )
      ) : null}
      {violation.verification ? (
        <p className="whitespace-pre-wrap wrap-anywhere">
          {`Verified by ${violation.verifier}: ${violation.verification}`}
        </p>
      ) : null}
    </Section>
  );
}

function Actions({ whole: { actions }, choices, organizationId }: Work) {
  return (
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
          {action.doneOn ? (
            <StatusBadge tone="success" label={`Done ${day(action.doneOn)}`} />
          ) : choices ? (
            <ActionForm action={finishActionAction} organizationId={organizationId} hidden={{ actionId: action.id }}>
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
  );
}
