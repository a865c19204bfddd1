import { ActionForm } from "@/components/form/action-form";
import { ConfirmDialog } from "@/components/form/confirm-dialog";
import { Alert } from "@/components/ui/alert";
import type { readDestruction } from "@/lib/audit/keys/queries";
import { type Actor, mayDo } from "@/lib/platform/auth/actor-types";
import { adoptDestructionAction, approveDestructionAction, withdrawDestructionAction } from "../actions";
import { keyWords } from "../words";

type Props = { destruction: Awaited<ReturnType<typeof readDestruction>>["destruction"]; actor: Actor };

/** Two people: the first puts forward, the second approves; either may withdraw. */
export function DecisionForms({ destruction, actor }: Props) {
  const { id, reference, planned, proposedById } = destruction;
  const own = actor.kind === "user" && proposedById === actor.personId;
  const form = { organizationId: actor.organizationId, hidden: { id } };
  if (!mayDo(actor, "subject-key:propose")) return null;
  return (
    <div className="grid gap-3">
      {own ? (
        <Alert tone="info">You put this forward yourself: somebody else must approve it.</Alert>
      ) : proposedById === null ? (
        <Alert tone="info">
          The portal proposed this. Look at the list, then put it forward; somebody else approves it.
        </Alert>
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        {proposedById === null ? (
          <ActionForm
            {...form}
            action={adoptDestructionAction}
            submitLabel="Put forward"
            pendingLabel="Putting forward…"
          />
        ) : null}
        {proposedById !== null && !own && mayDo(actor, "subject-key:approve") ? (
          <ConfirmDialog
            {...form}
            verb="Approve and destroy"
            title={`Destroy ${keyWords(planned)}?`}
            reference={reference}
            action={approveDestructionAction}
          >
            <p>
              What stands under {keyWords(planned)} becomes <strong>unreadable for ever</strong>, in this portal and in
              backups once their keys end. No row of the trail is deleted, and every proof stays valid. What a hold or a
              law keeps stays.
            </p>
          </ConfirmDialog>
        ) : null}
        <ConfirmDialog
          {...form}
          verb="Withdraw"
          variant="secondary"
          title="Withdraw this proposal?"
          action={withdrawDestructionAction}
        >
          <p>Nothing is destroyed. What has ended is proposed again in the next quarter.</p>
        </ConfirmDialog>
      </div>
    </div>
  );
}
