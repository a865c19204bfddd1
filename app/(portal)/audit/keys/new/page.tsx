import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { ActionForm } from "@/components/form/action-form";
import { TextareaField, TextField } from "@/components/form/text-field";
import { Page, PageHead } from "@/components/shell/page";
import { TextLink } from "@/components/ui/text-link";
import { readKeys } from "@/lib/audit/keys/queries";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { AppError } from "@/lib/platform/errors";
import { proposeErasureAction } from "../actions";

export const metadata: Metadata = { title: "Propose an erasure" };

export default async function NewErasurePage() {
  const { actor } = await requireSession();
  const { country } = await pageResult(async () => {
    if (!mayDo(actor, "subject-key:propose")) throw new AppError("forbidden");
    return readKeys(actor, {});
  });
  return (
    <Page width="form">
      <PageHead
        title="Propose an erasure"
        lead="What the trail says about a person becomes unreadable. What a hold, a statute or their office keeps is listed first."
      />
      <ActionForm
        action={proposeErasureAction}
        organizationId={actor.organizationId}
        submitLabel="Propose"
        pendingLabel="Looking…"
        next="You see what would be destroyed and what stays. Nothing is destroyed until somebody else approves."
        secondary={<TextLink href="/audit/keys">Cancel</TextLink>}
      >
        <TextField
          name="person"
          label="Whose values"
          help="The address of somebody of this organisation, or a subject as keys name it, such as subject:…"
          maxLength={254}
        />
        <TextField
          name="jurisdiction"
          label="Where they live"
          optional
          help={`Whose statutes count: a country such as DE, or US-CA. Left out: ${country}.`}
          maxLength={6}
        />
        <TextareaField
          name="reason"
          label="Why"
          help="A reference such as DSR-2026-0001. Name nobody."
          rows={3}
          maxLength={1000}
        />
      </ActionForm>
    </Page>
  );
}
