import type { Metadata } from "next";
import { z } from "zod";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { ActionForm } from "@/components/form/action-form";
import { SelectField } from "@/components/form/choice-field";
import { TextareaField, TextField } from "@/components/form/text-field";
import { Page, PageHead } from "@/components/shell/page";
import { TextLink } from "@/components/ui/text-link";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { customersOf } from "@/lib/support/queries/customers";
import {
  TicketCategory,
  TicketChannel,
  TicketPriority,
  ticketCategoryLabels,
  ticketChannelLabels,
  ticketPriorityLabels,
} from "@/lib/support/schema";
import { openTicketAction } from "../actions";

export const metadata: Metadata = { title: "Open a ticket" };

const choices = <T extends string>(options: readonly T[], labels: Record<T, string>) =>
  options.map((value) => ({ value, label: labels[value] }));

export default async function NewTicketPage({ searchParams }: { searchParams: Search }) {
  const { actor } = await requireSession();
  const { follows } = await readParams(z.object({ follows: z.uuid() }), searchParams);
  const people = mayDo(actor, "ticket:create:any") ? await pageResult(() => customersOf(actor, {})) : null;
  return (
    <Page width="form">
      <PageHead title={follows ? "Open a follow-up" : "Open a ticket"} lead="Say what happened and what you need." />
      <ActionForm
        action={openTicketAction}
        organizationId={actor.organizationId}
        hidden={follows ? { followUpOf: follows } : undefined}
        submitLabel="Open ticket"
        pendingLabel="Opening"
        next="You get a reference and the time by which you hear from us."
        secondary={<TextLink href="/support">Cancel</TextLink>}
      >
        {people ? (
          <>
            <SelectField
              name="requesterId"
              label="For"
              optional
              choices={[
                { value: "", label: "Myself" },
                ...people.map((each) => ({ value: each.id, label: each.label })),
              ]}
            />
            <SelectField
              name="channel"
              label="How they reached you"
              optional
              help="A call counts as answered when you open the ticket."
              choices={[
                { value: "", label: "For myself: portal" },
                ...choices(TicketChannel.options, ticketChannelLabels).filter(
                  ({ value }) => value === "phone" || value === "email",
                ),
              ]}
            />
          </>
        ) : null}
        <TextField name="title" label="Title" maxLength={200} dir="auto" />
        <TextareaField name="description" label="Description" rows={8} dir="auto" />
        <SelectField
          name="category"
          label="Category"
          placeholder="Choose"
          choices={choices(TicketCategory.options, ticketCategoryLabels)}
        />
        <SelectField
          name="priority"
          label="Priority"
          optional
          help="Left open, we suggest one. An emergency is confirmed by the desk."
          choices={[{ value: "", label: "Suggest one" }, ...choices(TicketPriority.options, ticketPriorityLabels)]}
        />
      </ActionForm>
    </Page>
  );
}
