import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { pageResult } from "@/app/page-errors";
import { ActionForm } from "@/components/form/action-form";
import { SelectField } from "@/components/form/choice-field";
import { TextareaField, TextField } from "@/components/form/text-field";
import { Page, PageHead, Section } from "@/components/shell/page";
import { readEvidence } from "@/lib/audit/evidence/queries";
import { ErasureGround, erasureGroundLabels } from "@/lib/audit/evidence/schema";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { extendRetentionAction, recordGroundAction } from "../../actions";
import { dayWords } from "../evidence-facts";

export const metadata: Metadata = { title: "Keep evidence longer" };

const grounds = ErasureGround.options.map((value) => ({ value, label: erasureGroundLabels[value] }));

export default async function RetentionPage({ params }: { params: Promise<{ id: string }> }) {
  const { actor } = await requireSession();
  if (!mayDo(actor, "evidence:retain")) forbidden();
  const { id } = await params;
  const { evidence } = await pageResult(() => readEvidence(actor, { id }));
  const form = { organizationId: actor.organizationId, hidden: { id } };
  const until = evidence.retainUntil.toISOString().slice(0, 10);
  return (
    <Page width="form">
      <PageHead
        title="Keep it longer"
        reference={evidence.reference}
        lead={`“${evidence.title}” is kept until ${dayWords(evidence.retainUntil)}.`}
        crumbs={[
          { label: "Evidence", href: "/audit/evidence" },
          { label: evidence.reference, href: `/audit/evidence/${id}` },
          { label: "Retention" },
        ]}
      />
      <Section title="Extend the retention">
        <ActionForm action={extendRetentionAction} {...form} submitLabel="Extend" pendingLabel="Extending…">
          <TextField
            name="retainUntil"
            label="Keep until"
            type="date"
            min={until}
            help="It can be extended, never shortened."
          />
          <TextareaField name="reason" label="Why" rows={3} maxLength={2000} />
        </ActionForm>
      </Section>
      <Section title="Somebody in it asked for erasure">
        <ActionForm
          action={recordGroundAction}
          {...form}
          submitLabel="Record the ground"
          pendingLabel="Recording…"
          next="To remove personal data instead, add a redacted version."
        >
          <SelectField name="ground" label="Why it stays" choices={grounds} defaultValue="legal_claims" />
          <TextField name="endsOn" label="Until" type="date" />
          <TextareaField name="reason" label="Which obligation or claim" rows={3} maxLength={2000} />
        </ActionForm>
      </Section>
    </Page>
  );
}
