import Link from "next/link";
import { ActionForm } from "@/components/form/action-form";
import { TextareaField } from "@/components/form/text-field";
import { Page, PageHead } from "@/components/shell/page";
import { ExactTime } from "@/components/status/relative-time";
import { RefreshOnFailure } from "@/components/support/refresh-on-failure";
import { MessageBubble } from "@/components/support/thread";
import { TicketStatusBadge } from "@/components/support/ticket-badges";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { OwnTicket } from "@/lib/support/queries/own-tickets";
import { replyAction } from "../../actions";

type Props = { ticket: OwnTicket; zone: string; organizationId: string };

/** A ticket as its customer sees it: the public thread, by when an answer comes, and a box to write in. */
export function CustomerTicket({ ticket, zone, organizationId }: Props) {
  return (
    <Page width="reading">
      <PageHead
        title={<span dir="auto">{ticket.title}</span>}
        reference={ticket.reference}
        status={<TicketStatusBadge forCustomer status={ticket.status} />}
        lead={
          ticket.answerDue ? (
            <>
              You hear from us by <ExactTime value={ticket.answerDue} zone={zone} />.
            </>
          ) : undefined
        }
      />
      {ticket.emergencyRequested ? (
        <Alert tone="info">You said it is an emergency. The desk is asked to confirm it.</Alert>
      ) : null}
      {ticket.followUpOf ? (
        <p>
          Follow-up of{" "}
          <Link href={`/support/tickets/${ticket.followUpOf.id}`} className="text-primary-text underline">
            {ticket.followUpOf.reference}
          </Link>
        </p>
      ) : null}
      <ol aria-label="Conversation" className="grid gap-4">
        {ticket.messages.map((message) => (
          <MessageBubble
            key={message.id}
            author={message.mine ? "You" : message.author}
            createdAt={message.createdAt}
            body={message.body}
            zone={zone}
            from={message.mine ? "us" : "them"}
          />
        ))}
      </ol>
      {ticket.reopenable ? (
        <ActionForm
          action={replyAction}
          organizationId={organizationId}
          hidden={{ ticketId: ticket.id, ...(ticket.lastPublicId ? { seenMessageId: ticket.lastPublicId } : {}) }}
          className="max-w-none"
          submitLabel={ticket.over ? "Reply and reopen" : "Send reply"}
          pendingLabel="Sending"
          draft="reply"
        >
          <RefreshOnFailure />
          <TextareaField name="body" label="Your reply" rows={5} dir="auto" />
        </ActionForm>
      ) : (
        <Alert
          tone="neutral"
          title="This ticket is closed"
          action={
            <Button asChild variant="secondary">
              <Link href={`/support/new?follows=${ticket.id}`}>Open a follow-up</Link>
            </Button>
          }
        >
          It was solved more than 14 days ago. A follow-up is linked to it.
        </Alert>
      )}
    </Page>
  );
}
