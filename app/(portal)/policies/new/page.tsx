import type { Metadata } from "next";
import { z } from "zod";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { ActionForm } from "@/components/form/action-form";
import { Page, PageHead } from "@/components/shell/page";
import { TextLink } from "@/components/ui/text-link";
import { requireSession } from "@/lib/platform/auth/actor";
import { audienceChoices } from "@/lib/policies/queries/audience-choices";
import { starters } from "@/lib/policies/starters/all";
import { draftPolicyAction } from "../actions";
import { AudienceFields } from "../audience-fields";
import { ImportDocument } from "../editor/import-document";
import { PolicyFields, VersionFields } from "../writing-fields";
import { StarterChoice } from "./starter-choice";

export const metadata: Metadata = { title: "Draft a policy" };

export default async function NewPolicyPage({ searchParams }: { searchParams: Search }) {
  const { actor } = await requireSession();
  const choices = await pageResult(() => audienceChoices(actor, {}));
  const { starter: key } = await readParams(
    z.object({ starter: z.enum(starters.map((each) => each.key)) }),
    searchParams,
  );
  const starter = starters.find((each) => each.key === key);
  return (
    <Page width="reading">
      <PageHead
        title="Draft a policy"
        lead="Begin with an empty page or with a text that only wants your names filled in."
      />
      <StarterChoice chosen={starter?.key} />
      <ImportDocument />
      <ActionForm
        key={starter?.key ?? "empty"}
        action={draftPolicyAction}
        organizationId={actor.organizationId}
        className="max-w-none"
        submitLabel="Save draft"
        next="Nobody sees a draft but authors, approvers, officers and auditors. You hand it in for review when it is ready."
        secondary={<TextLink href="/policies">Cancel</TextLink>}
      >
        <VersionFields version={starter} />
        <PolicyFields starter={starter} />
        <AudienceFields choices={choices} />
      </ActionForm>
    </Page>
  );
}
