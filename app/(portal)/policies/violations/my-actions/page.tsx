import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Page, PageHead } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { Deadline } from "@/components/status/deadline";
import { requireSession } from "@/lib/platform/auth/actor";
import { myViolationWork } from "@/lib/policies/violations/queries";
import { PolicyTabs } from "../../policy-tabs";
import { finishActionAction } from "../actions";

export const metadata: Metadata = { title: "Corrective actions" };

export default async function MyActionsPage() {
  const { actor, organization } = await requireSession();
  const { actions } = await pageResult(() => myViolationWork(actor, {}));
  return (
    <Page width="reading">
      <PageHead
        title="Corrective actions"
        lead="What you were asked to do so that a broken rule is not broken again."
      />
      <PolicyTabs actor={actor} />
      {actions.length === 0 ? (
        <EmptyState title="Nothing to do">Actions you are asked to do appear here.</EmptyState>
      ) : null}
      <ul className="grid gap-3">
        {actions.map((action) => (
          <li key={action.id} className="grid gap-2 rounded-lg border border-border bg-card p-4">
            <p className="wrap-anywhere">{action.title}</p>
            <p className="text-xs text-muted-foreground tabular-nums">{action.reference}</p>
            <Deadline due={action.dueOn} zone={organization.timeZone} />
            <ActionForm
              action={finishActionAction}
              organizationId={actor.organizationId}
              hidden={{ actionId: action.id }}
            >
              <div>
                <SubmitButton variant="secondary" size="sm" pendingLabel="Saving…">
                  Done<span className="sr-only">: {action.title}</span>
                </SubmitButton>
              </div>
            </ActionForm>
          </li>
        ))}
      </ul>
    </Page>
  );
}
