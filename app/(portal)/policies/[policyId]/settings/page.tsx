import type { Metadata } from "next";
import { pageLoader } from "@/app/page-errors";
import { ActionForm } from "@/components/form/action-form";
import { Page, PageHead } from "@/components/shell/page";
import { Alert } from "@/components/ui/alert";
import { TextLink } from "@/components/ui/text-link";
import { requireSession } from "@/lib/platform/auth/actor";
import { policySettings } from "@/lib/policies/settings/policy-settings";
import { changeSettingsAction } from "../../officer-actions";
import { SettingsFields } from "./settings-fields";

const load = pageLoader((actor, policyId) => policySettings(actor, { policyId }));

export async function generateMetadata({ params }: { params: Promise<{ policyId: string }> }): Promise<Metadata> {
  const { reference } = await load((await params).policyId);
  return { title: `Settings of ${reference}` };
}

export default async function PolicySettingsPage({ params }: { params: Promise<{ policyId: string }> }) {
  const { actor } = await requireSession();
  const { policyId } = await params;
  const settings = await load(policyId);
  return (
    <Page width="form">
      <PageHead
        title={`Settings of ${settings.title}`}
        reference={settings.reference}
        lead="They hold for every version. What people read, and who reads it, stands in the version itself."
      />
      {settings.ownerless ? (
        <Alert tone="warning" title="Nobody is reminded of its review">
          Its owner no longer works with policies. Choose another one.
        </Alert>
      ) : null}
      <ActionForm
        action={changeSettingsAction}
        organizationId={actor.organizationId}
        hidden={{ policyId }}
        submitLabel="Save settings"
        secondary={<TextLink href={`/policies/${policyId}`}>Cancel</TextLink>}
      >
        <SettingsFields settings={settings} />
      </ActionForm>
    </Page>
  );
}
