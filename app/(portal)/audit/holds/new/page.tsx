import type { Metadata } from "next";
import { z } from "zod";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { ActionForm } from "@/components/form/action-form";
import { TextareaField, TextField } from "@/components/form/text-field";
import { Page, PageHead, Section } from "@/components/shell/page";
import { TextLink } from "@/components/ui/text-link";
import { holdChoices } from "@/lib/audit/holds/queries";
import { requireSession } from "@/lib/platform/auth/actor";
import { placeHoldAction } from "../actions";
import { QueryFields } from "./query-fields";

export const metadata: Metadata = { title: "Place a hold" };

export default async function NewHoldPage({ searchParams }: { searchParams: Search }) {
  const { actor } = await requireSession();
  const { references } = await readParams(z.object({ references: z.string().max(2000) }), searchParams);
  const { people, systems } = await pageResult(() => holdChoices(actor, {}));
  return (
    <Page width="form">
      <PageHead
        title="Place a hold"
        lead="It holds from the moment it is placed. Several holds stack: each one holds by itself until it is released."
      />
      <ActionForm
        action={placeHoldAction}
        organizationId={actor.organizationId}
        submitLabel="See what it would catch"
        confirmLabel="Place the hold"
        pendingLabel="Looking…"
        next="You see what it would catch first. Each piece it then holds says so in its chain of custody."
        secondary={<TextLink href="/audit/holds">Cancel</TextLink>}
      >
        <TextField name="title" label="What it is about" maxLength={160} />
        <TextareaField
          name="reason"
          label="Why it must be kept"
          help="Such as the file number of the proceedings."
          rows={3}
          maxLength={2000}
        />
        <TextareaField
          name="references"
          label="Pieces of evidence"
          optional
          help="By their references, with commas: EVD-2026-0001, EVD-2026-0002"
          rows={2}
          defaultValue={references}
        />
        <Section title="Or whatever answers a query, today and later">
          <QueryFields people={people} systems={systems} />
        </Section>
      </ActionForm>
    </Page>
  );
}
