import { ActionForm } from "@/components/form/action-form";
import { Alert } from "@/components/ui/alert";
import { revealSecretsAction } from "../actions";

type Props = {
  mail: { id: string; secrets: "none" | "covered" | "destroyed" };
  organizationId: string;
  demo: boolean;
};

/** Why a code or link is covered, and on a demo the way to look at it. */
export function SecretsNote({ mail: { id, secrets }, organizationId, demo }: Props) {
  if (secrets === "none") return null;
  if (secrets === "destroyed")
    return <Alert>Its code or link has been used or has expired, so it can no longer be shown.</Alert>;
  if (!demo) {
    return (
      <Alert>The code or link gives access to personal data, so it is hidden here. Only the recipient sees it.</Alert>
    );
  }
  return (
    <ActionForm
      action={revealSecretsAction}
      organizationId={organizationId}
      hidden={{ id }}
      quiet
      draft={false}
      submitLabel="Show the code or link (demo)"
      next="It is hidden because it gives access to personal data. This is a demo, so you can show it; that is recorded in the audit trail."
    />
  );
}
