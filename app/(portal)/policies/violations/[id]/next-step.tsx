import { ActionForm } from "@/components/form/action-form";
import { RadioField, SelectField } from "@/components/form/choice-field";
import { TextareaField } from "@/components/form/text-field";
import { Section } from "@/components/shell/page";
import { Fold } from "@/components/support/fold";
import { ViolationType, violationTypeLabels } from "@/lib/policies/schema";
import { isSettled } from "@/lib/policies/violations/rules";
import { decideViolationAction, investigateViolationAction, judgeViolationAction } from "../actions";
import { JudgementFields } from "../judgement-fields";
import type { Work } from "./work";

const folded = "rounded-lg border border-border bg-card p-4";

/** What an officer does next: take it, judge it, decide. */
export function NextStep({ whole: { violation }, choices, organizationId }: Work) {
  if (!choices || isSettled(violation.status)) return null;
  const undecided = violation.status === "open" || violation.status === "investigating";
  const form = { organizationId, hidden: { violationId: violation.id } };
  return (
    <Section title="Work on it">
      {undecided && !violation.investigating ? (
        <ActionForm
          action={investigateViolationAction}
          {...form}
          submitLabel={violation.investigator ? "Take over the investigation" : "Investigate"}
          pendingLabel="Saving…"
        />
      ) : null}
      {violation.status === "investigating" && violation.investigating ? (
        <ActionForm
          action={decideViolationAction}
          {...form}
          submitLabel="Save decision"
          pendingLabel="Saving…"
          next="A decision stays. Confirmed ones get corrective actions, and a second person verifies them."
        >
          <RadioField
            name="decision"
            label="What did you find?"
            choices={[
              { value: "confirmed", label: "A rule was broken" },
              { value: "dismissed", label: "No rule was broken" },
            ]}
          />
          <TextareaField name="reason" label="What makes you sure?" rows={4} maxLength={4000} />
        </ActionForm>
      ) : null}
      <Fold title="Change severity, kind or whom it is about" className={folded}>
        <ActionForm action={judgeViolationAction} {...form} submitLabel="Save" pendingLabel="Saving…" className="pt-3">
          <SelectField
            name="type"
            label="What is it about?"
            defaultValue={violation.type}
            choices={ViolationType.options.map((value) => ({ value, label: violationTypeLabels[value] }))}
          />
          <JudgementFields
            policies={choices.policies}
            severity={violation.severity}
            subjectEmail={violation.subjectEmail}
            policyId={violation.policy?.id}
          />
        </ActionForm>
      </Fold>
    </Section>
  );
}
