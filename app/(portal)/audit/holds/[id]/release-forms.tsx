import { ActionForm } from "@/components/form/action-form";
import { TextareaField } from "@/components/form/text-field";
import { Section } from "@/components/shell/page";
import type { readHold } from "@/lib/audit/holds/queries";
import { mayConfirmRelease } from "@/lib/audit/holds/rules";
import type { UserActor } from "@/lib/platform/auth/actor-types";
import { confirmReleaseAction, keepHoldAction, proposeReleaseAction } from "../actions";

const card = "rounded-lg border border-border bg-card p-4";

/** The two steps of a release; the second belongs to another person (E5). */
export function ReleaseForms({
  hold,
  actor,
}: {
  hold: Awaited<ReturnType<typeof readHold>>["hold"];
  actor: UserActor;
}) {
  const form = { organizationId: actor.organizationId, hidden: { id: hold.id } };
  if (hold.state === "released") return null;
  if (hold.state === "active") {
    return (
      <Section title="End the hold">
        <div className={card}>
          <ActionForm
            action={proposeReleaseAction}
            {...form}
            submitLabel="Propose the release"
            pendingLabel="Proposing…"
            next="It holds until somebody else confirms."
          >
            <TextareaField name="reason" label="Why nothing needs to be kept any longer" rows={3} maxLength={2000} />
          </ActionForm>
        </div>
      </Section>
    );
  }
  return (
    <Section title="A release is proposed">
      <div className="grid gap-4 lg:grid-cols-2 lg:items-start">
        {mayConfirmRelease(hold, actor.personId) ? (
          <div className={card}>
            <ActionForm
              action={confirmReleaseAction}
              {...form}
              submitLabel="Confirm the release"
              pendingLabel="Releasing…"
              destructive
              next="What only this hold keeps can be disposed of when its retention ends."
            />
          </div>
        ) : (
          <p className="text-muted-foreground">
            You proposed it, so somebody else confirms or refuses. You can take it back.
          </p>
        )}
        <div className={card}>
          <ActionForm action={keepHoldAction} {...form} submitLabel="Keep the hold" pendingLabel="Keeping…" />
        </div>
      </div>
    </Section>
  );
}
