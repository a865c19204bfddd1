import { ActionForm } from "@/components/form/action-form";
import { ConfirmDialog } from "@/components/form/confirm-dialog";
import { TextareaField } from "@/components/form/text-field";
import { Section } from "@/components/shell/page";
import { countWords } from "@/components/table/list-url";
import type { readDisposal } from "@/lib/audit/disposal/queries";
import type { UserActor } from "@/lib/platform/auth/actor-types";
import { approveDisposalAction, refuseDisposalAction, requestDisposalAction } from "../actions";

const card = "rounded-lg border border-border bg-card p-4";
type List = Awaited<ReturnType<typeof readDisposal>>["list"];

/** Request, approve by somebody else with the reference typed, or refuse (E6). */
export function DecisionForms({ list, pieces, actor }: { list: List; pieces: number; actor: UserActor }) {
  if (list.state !== "proposed" && list.state !== "requested") return null;
  const form = { organizationId: actor.organizationId, hidden: { id: list.id } };
  const words = countWords(pieces, "piece", "pieces");
  return (
    <Section title="What you can do">
      <div className="grid gap-4 lg:grid-cols-2 lg:items-start">
        <div className={card}>
          {list.state === "proposed" ? (
            <ActionForm
              action={requestDisposalAction}
              {...form}
              submitLabel="Request the disposal"
              pendingLabel="Requesting…"
              next={`You looked through the list. Somebody else approves; then the content of ${words} is destroyed.`}
            />
          ) : list.requestedById === actor.personId ? (
            <p className="text-muted-foreground">
              You requested it, so somebody else approves. You can still refuse it.
            </p>
          ) : (
            <ConfirmDialog
              verb="Approve the disposal"
              title={`Destroy the content of ${words} for good?`}
              reference={list.reference}
              action={approveDisposalAction}
              {...form}
            >
              Content and data keys are destroyed and cannot be brought back, from backups neither. Records, hashes and
              chains of custody stay, and all proofs still verify. What has come under a hold meanwhile is kept.
            </ConfirmDialog>
          )}
        </div>
        <div className={card}>
          <ActionForm action={refuseDisposalAction} {...form} submitLabel="Refuse the list" pendingLabel="Refusing…">
            <TextareaField name="reason" label="Why nothing of it is destroyed" rows={3} maxLength={2000} />
          </ActionForm>
        </div>
      </div>
    </Section>
  );
}
