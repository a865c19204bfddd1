import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { Fold } from "@/components/support/fold";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import type { AccessDecision } from "@/lib/audit/reviews/schema";
import { type Role, roleLabel } from "@/lib/platform/auth/roles";
import { confirmRemovalAction, refuseRemovalAction } from "../actions";

type Waiting = {
  personId: string;
  reviewerId: string | null;
  role: Role;
  decision: AccessDecision | null;
  newRole: Role | null;
  reason: string | null;
};

const words = ({ role, decision, newRole }: Waiting) =>
  decision === "change" && newRole
    ? `${roleLabel[role]} becomes ${roleLabel[newRole]}`
    : `${roleLabel[role]} is taken away`;

/** Removals for which the closing officer could not be the second person; one's own are shown without the button. */
export function WaitingList({
  reviewId,
  waiting,
  people,
  actor,
}: {
  reviewId: string;
  waiting: readonly Waiting[];
  people: ReadonlyMap<string, string>;
  actor: { personId: string; organizationId: string };
}) {
  return [...Map.groupBy(waiting, ({ personId }) => personId)].map(([personId, items]) => {
    const reviewerId = items[0]?.reviewerId ?? "";
    const mine = actor.personId === personId || actor.personId === reviewerId;
    return (
      <Card key={personId}>
        <CardHeader>
          <CardTitle as="h3">{people.get(personId) ?? "A person who was erased"}</CardTitle>
        </CardHeader>
        <CardContent className="grid gap-3">
          <ul className="grid list-disc gap-1 pl-4">
            {items.map((item) => (
              <li key={item.role} className="wrap-anywhere">{`${words(item)}: ${item.reason}`}</li>
            ))}
          </ul>
          <p className="text-muted-foreground">{`Decided by ${people.get(reviewerId) ?? "a person who was erased"}.`}</p>
          {mine ? (
            <p>You decided this yourself, or it is about you: somebody else confirms it.</p>
          ) : (
            <ActionForm
              action={confirmRemovalAction}
              organizationId={actor.organizationId}
              hidden={{ reviewId, personId }}
              className="justify-items-start gap-3"
            >
              <SubmitButton variant="destructive" pendingLabel="Confirming…">
                Confirm<span className="sr-only">: {people.get(personId)}</span>
              </SubmitButton>
            </ActionForm>
          )}
          {mine ? null : (
            <Fold title="Refuse">
              <ActionForm
                action={refuseRemovalAction}
                organizationId={actor.organizationId}
                hidden={{ reviewId, personId }}
                submitLabel="Refuse"
                pendingLabel="Refusing…"
                className="pt-3"
                next="The roles stay as they are. The campaign and its evidence show who refused, and why."
              >
                <TextField name="reason" label="Why the roles should stay" maxLength={500} />
              </ActionForm>
            </Fold>
          )}
        </CardContent>
      </Card>
    );
  });
}
