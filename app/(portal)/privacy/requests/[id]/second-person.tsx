import { ActionForm } from "@/components/form/action-form";
import { ConfirmDialog } from "@/components/form/confirm-dialog";
import { TextareaField } from "@/components/form/text-field";
import { Alert } from "@/components/ui/alert";
import type { RequestDetail } from "@/lib/privacy/requests/read";
import { confirmDecisionAction, returnDecisionAction } from "../../actions";

/** Four eyes (C9): whoever prepared it sees why there is no button. */
export function SecondPerson({ request, organizationId }: { request: RequestDetail; organizationId: string }) {
  const prepared = request.decisions.find(({ state }) => state === "prepared");
  if (!prepared) return null;
  if (request.can.ownPreparation) {
    return (
      <Alert tone="info" title="Waiting for a second person">
        You prepared this decision, so somebody else must confirm it or send it back.
      </Alert>
    );
  }
  const hidden = { requestId: request.id, decisionId: prepared.id };
  const refusal = prepared.outcome === "refuse";
  return (
    <div className="grid gap-4 rounded-lg border border-border bg-card p-4">
      <p>
        {prepared.preparedBy} prepared {refusal ? "a refusal" : "an approval"}. Read it below, then confirm it or send
        it back.
      </p>
      <div>
        <ConfirmDialog
          verb={refusal ? "Confirm refusal" : "Confirm approval"}
          title={`${refusal ? "Refuse" : "Approve"} ${request.reference}?`}
          variant={refusal ? "destructive" : "primary"}
          action={confirmDecisionAction}
          organizationId={organizationId}
          hidden={hidden}
        >
          {refusal
            ? "The letter is sent at once and the request is closed. It cannot be opened again; a new request can be made."
            : "The request is approved under both your names."}
        </ConfirmDialog>
      </div>
      <ActionForm action={returnDecisionAction} organizationId={organizationId} hidden={hidden} submitLabel="Send back">
        <TextareaField name="reason" label="What should change" rows={2} maxLength={1000} />
      </ActionForm>
    </div>
  );
}
