import { ActionForm } from "@/components/form/action-form";
import { ConfirmDialog } from "@/components/form/confirm-dialog";
import { TextareaField } from "@/components/form/text-field";
import type { FormAction } from "@/components/form/use-server-form";
import { RelativeTime } from "@/components/status/relative-time";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { type Actor, actorIdOf } from "@/lib/platform/auth/actor-types";

type Open = { id: string; proposedBy: string; proposedById: string; proposedAt: Date; reason: string };
type Step = { action: FormAction; verb: string };
type Props = {
  title: string;
  lead: string;
  /** What is open, with what it would do ("closing", "it for 3 columns"). */
  open: (Open & { what: string }) | null;
  propose: Step & { pending: string; reason: string };
  confirm: Step & { question: string; consequence: string };
  dismiss: Step & { consequence: string };
  actor: Actor;
  zone: string;
};

/** What one person proposes with a reason and somebody else confirms or dismisses. */
export function Proposal({ title, lead, open, propose, confirm, dismiss, actor, zone }: Props) {
  const { organizationId } = actor;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4">
        <p className="max-w-[65ch]">{lead}</p>
        {open === null ? (
          <ActionForm
            action={propose.action}
            organizationId={organizationId}
            submitLabel={propose.verb}
            pendingLabel={propose.pending}
            next="Somebody else must confirm it. Until then nothing changes."
          >
            <TextareaField name="reason" label={propose.reason} rows={3} />
          </ActionForm>
        ) : (
          <>
            <div>
              <p className="font-medium">
                {open.proposedBy} proposed {open.what}{" "}
                <RelativeTime value={open.proposedAt.toISOString()} zone={zone} />:
              </p>
              <p className="wrap-anywhere">{open.reason}</p>
            </div>
            <div className="flex flex-wrap gap-3">
              {actorIdOf(actor) === open.proposedById ? (
                <p className="basis-full text-muted-foreground">Somebody else must confirm it.</p>
              ) : (
                <ConfirmDialog
                  verb={confirm.verb}
                  title={confirm.question}
                  action={confirm.action}
                  organizationId={organizationId}
                  hidden={{ id: open.id }}
                >
                  {confirm.consequence}
                </ConfirmDialog>
              )}
              <ConfirmDialog
                verb={dismiss.verb}
                title="Dismiss the proposal?"
                variant="secondary"
                action={dismiss.action}
                organizationId={organizationId}
                hidden={{ id: open.id }}
              >
                {dismiss.consequence}
              </ConfirmDialog>
            </div>
          </>
        )}
      </CardContent>
    </Card>
  );
}
