import { ActionForm } from "@/components/form/action-form";
import { Section } from "@/components/shell/page";
import { formatExact } from "@/components/status/calendar";
import { Checkbox } from "@/components/ui/checkbox";
import { Label } from "@/components/ui/label";
import { sendMailsAction } from "./actions";

type Kept = { id: string; subject: string; recipient: string; createdAt: Date };

/** Kept emails leave only when somebody ticks them: they can be months old. */
export function KeptMails({
  mails,
  organizationId,
  zone,
}: {
  mails: readonly Kept[];
  organizationId: string;
  zone: string;
}) {
  return (
    <Section title="Send kept emails">
      <ActionForm
        action={sendMailsAction}
        organizationId={organizationId}
        submitLabel="Send chosen emails"
        next="These were written while no mail server was set. None of them leaves by itself. Choose the ones that still matter to their readers."
      >
        <fieldset className="grid gap-2">
          <legend className="sr-only">Kept emails on this page</legend>
          {mails.map(({ id, subject, recipient, createdAt }) => (
            <div key={id} className="flex items-start gap-2">
              <Checkbox id={`send-${id}`} name="ids" value={id} className="mt-0.5" />
              <Label htmlFor={`send-${id}`} className="wrap-anywhere">
                {subject}, to {recipient}, written {formatExact(createdAt, zone)}
              </Label>
            </div>
          ))}
        </fieldset>
      </ActionForm>
    </Section>
  );
}
