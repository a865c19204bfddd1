import { ActionForm } from "@/components/form/action-form";
import { SelectField } from "@/components/form/choice-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { Fold } from "@/components/support/fold";
import { RefreshOnFailure } from "@/components/support/refresh-on-failure";
import type { DeskTicket } from "@/components/support/types";
import {
  EscalationReason,
  escalationReasonLabels,
  TicketOutcome,
  TicketPriority,
  ticketOutcomeLabels,
  ticketPriorityLabels,
  ticketStatusLabels,
} from "@/lib/support/schema";
import { assignAction, claimAction, priorityAction, statusAction } from "./actions";

type Props = { ticket: DeskTicket; organizationId: string; me: string };
const settable = ["in_progress", "waiting_customer", "escalated", "resolved", "closed"] as const;
const fold = "rounded-lg border border-border bg-card px-4 py-3";

/** What the desk changes: who has it, where it stands, how urgent it is. Each form says which version it saw (S20). */
export function TicketForms({ ticket, organizationId, me }: Props) {
  const common = { organizationId, hidden: { ticketId: ticket.id, version: ticket.version }, className: "gap-3 pt-3" };
  const over = ticket.status === "resolved" || ticket.status === "closed";
  const next = settable.filter((status) => ticket.allowed.includes(status));
  return (
    <section aria-label="Change this ticket" className="grid gap-3">
      {ticket.assignee?.id === me || over ? null : (
        <div data-take-ticket>
          <ActionForm action={claimAction} organizationId={organizationId} hidden={{ ticketId: ticket.id }}>
            <SubmitButton variant="secondary" className="w-full" pendingLabel="Assigning">
              Assign to me
            </SubmitButton>
          </ActionForm>
        </div>
      )}
      <Fold title="Change status" className={fold}>
        <ActionForm action={statusAction} {...common} submitLabel="Change status">
          <RefreshOnFailure />
          <SelectField
            name="status"
            label="New status"
            placeholder="Choose"
            choices={next.map((value) => ({ value, label: ticketStatusLabels[value] }))}
          />
          <SelectField
            name="outcome"
            label="Outcome"
            optional
            help="When resolving. Duplicates, spam and withdrawn tickets need no reply and leave the statistics."
            choices={[
              { value: "", label: "Not resolving" },
              ...TicketOutcome.options.map((value) => ({ value, label: ticketOutcomeLabels[value] })),
            ]}
          />
          <SelectField
            name="escalationReason"
            label="Reason"
            optional
            help="When escalating."
            choices={[
              { value: "", label: "Not escalating" },
              ...EscalationReason.options.map((value) => ({ value, label: escalationReasonLabels[value] })),
            ]}
          />
        </ActionForm>
      </Fold>
      {over ? null : (
        <>
          <Fold title="Change priority" open={ticket.emergencyRequested} className={fold}>
            <ActionForm action={priorityAction} {...common} submitLabel="Change priority">
              <RefreshOnFailure />
              <SelectField
                name="priority"
                label="Priority"
                defaultValue={ticket.priority}
                choices={TicketPriority.options.map((value) => ({ value, label: ticketPriorityLabels[value] }))}
              />
              <TextField name="reason" label="Reason" optional help="Needed to lower it." />
            </ActionForm>
          </Fold>
          <Fold title="Assign" className={fold}>
            <ActionForm action={assignAction} {...common} submitLabel="Assign ticket">
              <RefreshOnFailure />
              <SelectField
                name="assigneeId"
                label="Assign to"
                optional
                defaultValue={ticket.assignee?.id ?? ""}
                choices={[
                  { value: "", label: "Nobody: back to the queue" },
                  ...ticket.desk.map((each) => ({ value: each.id, label: each.name })),
                ]}
              />
            </ActionForm>
          </Fold>
        </>
      )}
    </section>
  );
}
