import { ActionForm } from "@/components/form/action-form";
import { CheckboxGroupField } from "@/components/form/checkbox-group-field";
import { Section } from "@/components/shell/page";
import { formatExact } from "@/components/status/calendar";
import { env } from "@/lib/platform/env";
import { sendMailsAction } from "./actions";
import { NoMailServer } from "./no-mail-server";

type Kept = { id: string; subject: string; recipient: string; createdAt: Date };
type Props = { mails: readonly Kept[]; organizationId: string; zone: string };

/** Kept emails leave only when somebody ticks them: they can be months old. Without a server nobody is offered what must fail. */
export function KeptMails({ mails, organizationId, zone }: Props) {
  if (!env.SMTP_URL) {
    return <NoMailServer />;
  }
  return (
    <Section title="Send kept emails">
      <ActionForm
        action={sendMailsAction}
        organizationId={organizationId}
        submitLabel="Send chosen emails"
        next="These were written while no mail server was set. None of them leaves by itself. Choose the ones that still matter to their readers."
      >
        <CheckboxGroupField
          name="ids"
          label="Kept emails on this page"
          className="wrap-anywhere"
          choices={mails.map(({ id, subject, recipient, createdAt }) => ({
            value: id,
            label: subject,
            description: `To ${recipient}, written ${formatExact(createdAt, zone)}`,
          }))}
        />
      </ActionForm>
    </Section>
  );
}
