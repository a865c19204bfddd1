import { Alert } from "@/components/ui/alert";
import { type MailState, MailTrouble, mailTroubleLabels } from "@/lib/platform/mail/schema";

type Shown = { state: MailState; trouble: string | null; error: string | null };

const saidBy = (trouble: string | null, error: string | null) =>
  trouble === "key" ? error : `The mail server said: ${error}`;

/** Why an email did not arrive, and what happens next. */
export function MailTroubleNote({ mail: { state, trouble, error } }: { mail: Shown }) {
  if (state === "sent") return null;
  if (state === "kept") {
    return <Alert>Written while no mail server was set. It stays here until somebody sends it.</Alert>;
  }
  if (state === "expired") {
    return (
      <Alert tone="warning" title="The code or link in it has run out">
        It is not sent any more. Ask for a new one where it came from.
      </Alert>
    );
  }
  const known = MailTrouble.safeParse(trouble);
  const title = known.success ? mailTroubleLabels[known.data] : undefined;
  if (state === "queued") {
    if (error === null) return <Alert>It is handed to the mail server within seconds.</Alert>;
    return (
      <Alert tone="warning" title={title}>
        It is tried again by itself, for two days. {saidBy(trouble, error)}
      </Alert>
    );
  }
  return (
    <Alert tone="danger" title={title}>
      It is not tried again by itself. {saidBy(trouble, error)}
    </Alert>
  );
}
