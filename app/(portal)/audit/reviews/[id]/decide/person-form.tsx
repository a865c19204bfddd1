import { ActionForm } from "@/components/form/action-form";
import { RadioField, SelectField } from "@/components/form/choice-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { RelativeTime } from "@/components/status/relative-time";
import { Alert } from "@/components/ui/alert";
import { AccessDecision, accessDecisionLabels } from "@/lib/audit/reviews/schema";
import { role, roleLabel } from "@/lib/platform/auth/roles";
import { decideAccessAction } from "../../actions";
import type { DeskPerson } from "./decided-person";

const choices = AccessDecision.options.map((value) => ({ value, label: accessDecisionLabels[value] }));

/** What has changed since the campaign froze this person, so that nobody decides about what is no more. */
function Changed({ person }: { person: DeskPerson }) {
  if (person.left)
    return <Alert tone="info">Has left in the meantime. Whatever you decide, no access is left to take.</Alert>;
  if (person.frozen.toSorted().join() === person.now.toSorted().join()) return null;
  return (
    <Alert tone="warning" title="Roles have changed since this was asked">
      {`Now: ${person.now.map((each) => roleLabel[each]).join(", ") || "no role"}. A removal will not be carried out by itself.`}
    </Alert>
  );
}

/** One person, one form: every role gets its answer. A reason and a new role appear where they are needed, without a script. */
export function PersonForm({
  reviewId,
  person,
  organizationId,
  zone,
}: {
  reviewId: string;
  person: DeskPerson;
  organizationId: string;
  zone: string;
}) {
  const open = person.items.filter(({ decision }) => !decision);
  const others = role.options.filter((each) => !person.frozen.some((held) => held === each));
  return (
    <article aria-label={person.name} className="grid gap-4 rounded-lg border border-border bg-card p-4">
      <div>
        <h3 className="text-section wrap-anywhere">{person.name}</h3>
        <p className="text-muted-foreground wrap-anywhere">
          {person.department ? `${person.department} · ` : ""}
          {person.lastSignInAt ? (
            <>
              last signed in <RelativeTime value={person.lastSignInAt.toISOString()} zone={zone} />
            </>
          ) : (
            "no sign-in on record"
          )}
        </p>
      </div>
      <Changed person={person} />
      <ActionForm
        action={decideAccessAction}
        organizationId={organizationId}
        hidden={{
          reviewId,
          personId: person.personId,
          ...Object.fromEntries(open.map((item, index) => [`decisions.${index}.role`, item.role])),
        }}
      >
        {open.map((item, index) => (
          <div key={item.id} className="group/decision grid gap-3">
            <RadioField name={`decisions.${index}.decision`} label={roleLabel[item.role]} choices={choices} />
            <div className="hidden group-has-[input[value=change]:checked]/decision:block">
              <SelectField
                name={`decisions.${index}.newRole`}
                label="New role"
                placeholder="Choose…"
                required={false}
                choices={others.map((value) => ({ value, label: roleLabel[value] }))}
              />
            </div>
            <div className="hidden group-has-[input[value=change]:checked]/decision:block group-has-[input[value=remove]:checked]/decision:block">
              <TextField name={`decisions.${index}.reason`} label="Reason" required={false} maxLength={500} />
            </div>
          </div>
        ))}
        <div>
          <SubmitButton pendingLabel="Saving…">
            Save<span className="sr-only">: {person.name}</span>
          </SubmitButton>
        </div>
      </ActionForm>
    </article>
  );
}
