import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { askForRunAction } from "./actions";

/** The same function as by schedule, once more, for the running period. */
export function RunNow({
  collectorId,
  title,
  organizationId,
  primary = false,
}: {
  collectorId: string;
  title: string;
  organizationId: string;
  primary?: boolean;
}) {
  return (
    <ActionForm
      action={askForRunAction}
      organizationId={organizationId}
      hidden={{ collectorId }}
      className="relative z-10 justify-items-start gap-2"
    >
      <SubmitButton
        variant={primary ? "primary" : "ghost"}
        size={primary ? "md" : "sm"}
        className={primary ? undefined : "-ml-3"}
        pendingLabel="Starting…"
      >
        Run now<span className="sr-only">: {title}</span>
      </SubmitButton>
    </ActionForm>
  );
}
