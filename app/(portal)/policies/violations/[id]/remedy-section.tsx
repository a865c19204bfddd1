import { ActionForm } from "@/components/form/action-form";
import { TextareaField } from "@/components/form/text-field";
import { Section } from "@/components/shell/page";
import { Fold } from "@/components/support/fold";
import { ActionFields, ActionList } from "@/components/work/action-list";
import { addActionAction, finishActionAction, recordCauseAction, resolveViolationAction } from "../actions";
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
      <ActionList
        items={actions.map(({ doneOn, ...action }) => ({ ...action, done: doneOn }))}
        finish={choices ? finishActionAction : undefined}
        organizationId={organizationId}
      />
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
              <ActionFields people={choices.people} />
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
