import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { ActionForm } from "@/components/form/action-form";
import { TextField } from "@/components/form/text-field";
import { Page, PageHead } from "@/components/shell/page";
import { TextLink } from "@/components/ui/text-link";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { startReviewAction } from "../actions";

export const metadata: Metadata = { title: "Begin an access review" };

export default async function NewReviewPage() {
  const { actor } = await requireSession();
  if (!mayDo(actor, "review:manage")) forbidden();
  return (
    <Page width="form">
      <PageHead
        title="Begin an access review"
        lead="Everybody who is a member now is in it, with the roles they have now. Nothing of that changes afterwards."
      />
      <ActionForm
        action={startReviewAction}
        organizationId={actor.organizationId}
        submitLabel="Begin review"
        pendingLabel="Beginning…"
        next="Each person's manager is asked by mail; who has none is asked about by you, and about you somebody else. What is not answered by the last day counts as an exception."
        secondary={<TextLink href="/audit/reviews">Cancel</TextLink>}
      >
        <TextField name="title" label="Name" help="Such as Access review, fourth quarter." maxLength={120} />
        <TextField name="dueOn" label="Last day for decisions" type="date" help="At most 90 days from now." />
      </ActionForm>
    </Page>
  );
}
