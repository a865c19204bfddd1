import { ActionForm } from "@/components/form/action-form";
import { Alert } from "@/components/ui/alert";
import type { LostMail } from "@/lib/privacy/requests/lost-mails";
import { sendLostAgainAction } from "../../actions";

type Props = { lost: readonly LostMail[]; requestId: string; organizationId?: string };

/** What did not reach the person, and the act that helps. */
export function LostMails({ lost, requestId, organizationId }: Props) {
  if (lost.length === 0) return null;
  const acts = lost.flatMap(({ act }) => act ?? []);
  const refused = lost.some(({ addressRefused }) => addressRefused);
  return (
    <Alert tone="danger" title="The person did not get everything we wrote">
      {lost.map(({ id, name, state, addressRefused }) => (
        <p key={id}>
          The {name}{" "}
          {addressRefused
            ? "bounced: their mail server refused the address."
            : state === "expired"
              ? "could not be sent before the code or link in it ran out."
              : "could not be delivered."}
        </p>
      ))}
      {refused ? <p>Check the address with the person over another way, such as the telephone.</p> : null}
      {organizationId && acts.length > 0 ? (
        <ActionForm
          action={sendLostAgainAction}
          organizationId={organizationId}
          hidden={{ requestId }}
          className="mt-3"
          quiet
          submitLabel={acts.every((act) => act === "code") ? "Send another code" : "Send again"}
        />
      ) : null}
    </Alert>
  );
}
