import { ActionForm } from "@/components/form/action-form";
import { ConfirmDialog } from "@/components/form/confirm-dialog";
import { TextareaField } from "@/components/form/text-field";
import { RelativeTime } from "@/components/status/relative-time";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { uncleanedMark } from "@/lib/audit/check/check-columns";
import type { openMend } from "@/lib/audit/check/mend-columns";
import type { LogHealth } from "@/lib/audit/check/rules";
import { type Actor, actorIdOf, mayDo } from "@/lib/platform/auth/actor-types";
import { confirmMendAction, dismissMendAction, proposeMendAction } from "./actions";

type Proposal = Awaited<ReturnType<typeof openMend>>;
type Props = { health: LogHealth; proposal: Proposal; actor: Actor; zone: string };

/** Search columns that hold text uncleaned: what they are, and the way to put them right, by two people (A7). */
export function Mending({ health, proposal, actor, zone }: Props) {
  const found = health.kind === "failed" && health.check.message?.startsWith(uncleanedMark) === true;
  if (!mayDo(actor, "log:close") || (!found && proposal === null)) return null;
  const { organizationId } = actor;
  return (
    <Card>
      <CardHeader>
        <CardTitle>Put the search columns right</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4">
        <p className="max-w-[65ch]">
          The signed events are as they were. Only columns beside them, which make them findable, kept blanks or control
          characters that the events leave out. Two people can set these columns to what the events say; both names, the
          reason and every column stand in the trail.
        </p>
        {proposal === null ? (
          <ActionForm
            action={proposeMendAction}
            organizationId={organizationId}
            submitLabel="Propose putting right"
            pendingLabel="Looking through the log…"
            next="Somebody else must confirm it. Until then nothing changes."
          >
            <TextareaField name="reason" label="What happened" rows={3} />
          </ActionForm>
        ) : (
          <>
            <div>
              <p className="font-medium">
                {proposal.proposedBy} proposed it for{" "}
                {proposal.columns === 1 ? "one column" : `${proposal.columns} columns`}{" "}
                <RelativeTime value={proposal.proposedAt.toISOString()} zone={zone} />:
              </p>
              <p className="wrap-anywhere">{proposal.reason}</p>
            </div>
            <div className="flex flex-wrap gap-3">
              {actorIdOf(actor) === proposal.proposedById ? (
                <p className="basis-full text-muted-foreground">Somebody else must confirm it.</p>
              ) : (
                <ConfirmDialog
                  verb="Put right"
                  title="Set these columns to what the signed events say?"
                  action={confirmMendAction}
                  organizationId={organizationId}
                  hidden={{ id: proposal.id }}
                >
                  No event changes. Your name and {proposal.proposedBy}&apos;s stand in the trail.
                </ConfirmDialog>
              )}
              <ConfirmDialog
                verb="Dismiss the proposal"
                title="Dismiss the proposal?"
                variant="secondary"
                action={dismissMendAction}
                organizationId={organizationId}
                hidden={{ id: proposal.id }}
              >
                The columns stay as they are, and checks go on saying so. It can be proposed again.
              </ConfirmDialog>
            </div>
          </>
        )}
      </CardContent>
    </Card>
  );
}
