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
    return <Alert>Its code or link was used or has run out. Nobody can read it any more.</Alert>;
  if (!demo) {
    return (
      <Alert>
        The code or link opens somebody&apos;s data, so it is covered here and stands only in the email itself.
      </Alert>
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
      next="It is covered, because it opens somebody's data. On a demo you may look, and your look is recorded."
    />
  );
}
