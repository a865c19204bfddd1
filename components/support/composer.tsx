import { Lock, Send } from "lucide-react";
import { ActionForm } from "../form/action-form";
import { SelectField } from "../form/choice-field";
import { SubmitButton } from "../form/submit-button";
import { TextareaField } from "../form/text-field";
import type { FormAction } from "../form/use-server-form";
import { RefreshOnFailure } from "./refresh-on-failure";
import type { DeskTicket } from "./types";

type Props = {
  ticket: Pick<DeskTicket, "id" | "lastPublicId" | "status" | "requester">;
  organizationId: string;
  reply: FormAction;
  note: FormAction;
};

const mode =
  "inline-flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-3 font-medium has-focus-visible:ring-2 has-focus-visible:ring-ring max-md:min-h-11";

/**
 * Two modes that cannot be mistaken for each other: border, tint and button say who will read it. The radio buttons switch by
 * CSS alone, so that it works without JavaScript and nothing typed is lost.
 */
export function Composer({ ticket, organizationId, reply, note }: Props) {
  const closed = ticket.status === "closed";
  return (
    <section aria-label="Write" className="group/composer grid min-w-0 gap-0">
      <fieldset className="flex flex-wrap gap-1 pb-2">
        <legend className="sr-only">Who will read it</legend>
        {closed ? null : (
          <label className={`${mode} has-checked:bg-primary-surface has-checked:text-primary-text`}>
            <input type="radio" name="composer" id="mode-reply" defaultChecked className="accent-primary" />
            <Send aria-hidden="true" className="size-4" />
            <span>Reply to customer</span>
            <span className="hidden font-normal group-has-[[data-mode=reply]_[data-draft]]/composer:inline">
              · draft
            </span>
          </label>
        )}
        <label className={`${mode} has-checked:bg-warning-surface has-checked:text-warning-text`}>
          <input type="radio" name="composer" id="mode-note" defaultChecked={closed} className="accent-primary" />
          <Lock aria-hidden="true" className="size-4" />
          <span>Internal note</span>
          <span className="hidden font-normal group-has-[[data-mode=note]_[data-draft]]/composer:inline">· draft</span>
        </label>
      </fieldset>
      {closed ? null : (
        <div
          data-mode="reply"
          className="rounded-lg border-2 border-primary bg-card p-4 group-has-[#mode-note:checked]/composer:hidden"
        >
          <ActionForm
            action={reply}
            organizationId={organizationId}
            hidden={{ ticketId: ticket.id, ...(ticket.lastPublicId ? { seenMessageId: ticket.lastPublicId } : {}) }}
            className="max-w-none gap-3"
            draft="reply"
          >
            <RefreshOnFailure />
            <TextareaField name="body" label={`Reply to ${ticket.requester.name}`} rows={5} dir="auto" />
            <div className="flex flex-wrap items-end gap-3">
              <SelectField name="next" label="Then" optional choices={afterReply} className="min-w-48 flex-1" />
              <SubmitButton pendingLabel="Sending">Send to customer</SubmitButton>
            </div>
          </ActionForm>
        </div>
      )}
      <div
        data-mode="note"
        className="hidden rounded-lg border-2 border-warning-border border-dashed bg-warning-surface p-4 group-has-[#mode-note:checked]/composer:block"
      >
        <ActionForm
          action={note}
          organizationId={organizationId}
          hidden={{ ticketId: ticket.id }}
          className="max-w-none gap-3"
          draft="note"
        >
          <TextareaField
            name="body"
            label="Internal note"
            help="Only the desk reads it. The customer never does."
            rows={5}
            dir="auto"
          />
          <SubmitButton variant="secondary" pendingLabel="Adding" className="justify-self-start">
            Add internal note
          </SubmitButton>
        </ActionForm>
      </div>
    </section>
  );
}

const afterReply = [
  { value: "", label: "Keep working on it" },
  { value: "waiting_customer", label: "Wait for the customer" },
  { value: "resolved", label: "Resolve" },
];
