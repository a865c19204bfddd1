import { ActionForm } from "@/components/form/action-form";
import { SelectField } from "@/components/form/choice-field";
import { TextField } from "@/components/form/text-field";
import { Fold } from "@/components/support/fold";
import { handOverAction, handOverOwnAction } from "../actions";

type Person = { id: string; name: string };

/** Hands open decisions to somebody else: one's own, or, for an officer, those of whoever is away. */
export function HandOver({
  reviewId,
  organizationId,
  from,
  own = false,
  people,
}: {
  reviewId: string;
  organizationId: string;
  /** Reviewers with open decisions; a single one is not asked for. */
  from: readonly Person[];
  own?: boolean;
  people: readonly Person[];
}) {
  const choices = (list: readonly Person[]) => list.map(({ id, name }) => ({ value: id, label: name }));
  const [only] = from;
  if (only === undefined) return null;
  const single = from.length === 1;
  return (
    <Fold title={single ? `Hand over what is open with ${only.name}` : "Hand over open decisions"}>
      <ActionForm
        action={own ? handOverOwnAction : handOverAction}
        organizationId={organizationId}
        hidden={{ reviewId, ...(single ? { fromId: only.id } : {}) }}
        submitLabel="Hand over"
        pendingLabel="Handing over…"
        className="pt-3"
        next="What is decided stays. The new reviewer gets a mail; that it was handed over stands in the trail."
      >
        {single ? null : (
          <SelectField name="fromId" label="Whose decisions" placeholder="Choose" choices={choices(from)} />
        )}
        <SelectField
          name="toId"
          label="Who decides instead"
          placeholder="Choose"
          choices={choices(single ? people.filter(({ id }) => id !== only.id) : people)}
        />
        <TextField name="reason" label="Why" maxLength={500} />
      </ActionForm>
    </Fold>
  );
}
