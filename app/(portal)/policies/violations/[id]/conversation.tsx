import { ActionForm } from "@/components/form/action-form";
import { CheckboxField } from "@/components/form/choice-field";
import { TextareaField } from "@/components/form/text-field";
import { Section } from "@/components/shell/page";
import { ExactTime } from "@/components/status/relative-time";
import { answerReporterAction, confirmReceiptAction } from "../actions";
import type { Work } from "./work";

/** What reporter and officers write to each other; of an anonymous message the hour is all there is. */
export function Conversation({
  whole: { violation, messages },
  choices,
  organizationId,
  zone,
}: Work & { zone: string }) {
  if (!violation.receiptDueOn) return null;
  const form = { organizationId, hidden: { violationId: violation.id } };
  return (
    <Section title="Messages with the reporter">
      {messages.length === 0 ? <p className="text-muted-foreground">No message yet.</p> : null}
      <ol className="grid gap-3">
        {messages.map((message) => (
          <li key={message.position} className="grid gap-1 rounded-md border border-border bg-card p-3">
            <p className="text-xs text-muted-foreground">
              {message.author ?? "The anonymous reporter"},{" "}
              {violation.anonymous && message.fromReporter ? "in the hour from " : ""}
              <ExactTime value={message.writtenAt.toISOString()} zone={zone} />
            </p>
            <p className="whitespace-pre-wrap wrap-anywhere">{message.text}</p>
          </li>
        ))}
      </ol>
      {choices && !violation.receiptOn ? (
        <ActionForm action={confirmReceiptAction} {...form} submitLabel="Confirm receipt" pendingLabel="Confirming…" />
      ) : null}
      {choices ? (
        <ActionForm
          action={answerReporterAction}
          {...form}
          submitLabel="Send answer"
          pendingLabel="Sending…"
          next={violation.anonymous ? "They read it with their key. Your name is not shown." : undefined}
        >
          <TextareaField name="text" label="Answer" rows={4} maxLength={8000} />
          {violation.feedbackOn ? null : (
            <CheckboxField
              name="feedback"
              value="true"
              label="This is the feedback: what was done or is planned, and why"
              optional
            />
          )}
        </ActionForm>
      ) : null}
    </Section>
  );
}
