import { ActionForm } from "@/components/form/action-form";
import { ConfirmDialog } from "@/components/form/confirm-dialog";
import { TextareaField } from "@/components/form/text-field";
import { RelativeTime } from "@/components/status/relative-time";
import { Alert } from "@/components/ui/alert";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import type { readLogHistory } from "@/lib/audit/log/queries";
import { type Actor, actorIdOf, mayDo } from "@/lib/platform/auth/actor-types";
import { confirmClosingAction, dismissClosingAction, proposeClosingAction } from "./actions";

type Proposal = Awaited<ReturnType<typeof readLogHistory>>["proposal"];
type Props = { haltedReason: string; proposal: Proposal; actor: Actor; zone: string };

/** A halted log: why, and the way out that needs two people (A9). */
export function Closing({ haltedReason, proposal, actor, zone }: Props) {
  const { organizationId } = actor;
  return (
    <div className="grid gap-4">
      <Alert tone="danger" title="The log is not signed any further">
        {haltedReason} Events are still recorded and wait.
      </Alert>
      {mayDo(actor, "log:close") ? (
        <Card>
          <CardHeader>
            <CardTitle>If it cannot be mended</CardTitle>
          </CardHeader>
          <CardContent className="grid gap-4">
            <p className="max-w-[65ch]">
              First try to bring back the right database or the right files; the log then goes on by itself. If that is
              impossible, close it: a successor opens whose first event carries the last checkpoint, the reason and two
              people&apos;s names. Waiting events go there. What was signed stays verifiable, and everybody who checks
              is told where the log ended.
            </p>
            {proposal === null ? (
              <ActionForm
                action={proposeClosingAction}
                organizationId={organizationId}
                submitLabel="Propose closing"
                pendingLabel="Proposing…"
                next="Somebody else must confirm it. Until then nothing changes."
              >
                <TextareaField name="reason" label="What happened, and why it cannot be mended" rows={4} />
              </ActionForm>
            ) : (
              <>
                <div>
                  <p className="font-medium">
                    {proposal.proposedBy} proposed closing{" "}
                    <RelativeTime value={proposal.proposedAt.toISOString()} zone={zone} />:
                  </p>
                  <p className="wrap-anywhere">{proposal.reason}</p>
                </div>
                <div className="flex flex-wrap gap-3">
                  {actorIdOf(actor) === proposal.proposedById ? (
                    <p className="basis-full text-muted-foreground">Somebody else must confirm it.</p>
                  ) : (
                    <ConfirmDialog
                      verb="Close the log"
                      title="Close this log for good?"
                      action={confirmClosingAction}
                      organizationId={organizationId}
                      hidden={{ id: proposal.id }}
                    >
                      It is never signed again. Its successor opens at once; your name and {proposal.proposedBy}&apos;s
                      stand in its first event.
                    </ConfirmDialog>
                  )}
                  <ConfirmDialog
                    verb="Dismiss the proposal"
                    title="Dismiss the proposal?"
                    variant="secondary"
                    action={dismissClosingAction}
                    organizationId={organizationId}
                    hidden={{ id: proposal.id }}
                  >
                    The log stays halted. It can be proposed again.
                  </ConfirmDialog>
                </div>
              </>
            )}
          </CardContent>
        </Card>
      ) : null}
    </div>
  );
}
