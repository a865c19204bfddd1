import type { Metadata } from "next";
import { z } from "zod";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { ActionForm } from "@/components/form/action-form";
import { TextareaField } from "@/components/form/text-field";
import { Page, PageHead, Section } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { slaSettings } from "@/lib/support/queries/sla-settings";
import { trySlaInput } from "@/lib/support/schema";
import { setUpSlaAction } from "../actions";
import { CalendarCard } from "./calendar-card";
import { PolicyCard } from "./policy-card";
import { TrySla } from "./try-sla";

export const metadata: Metadata = { title: "SLA policies" };

/** `start` is a time on the wall of the organisation. */
const asked = trySlaInput.extend({ start: z.string().max(40) });

export default async function SlaPage({ searchParams }: { searchParams: Search }) {
  const { actor, organization } = await requireSession();
  const { policies, calendars } = await pageResult(() => slaSettings(actor, {}));
  const edit = mayDo(actor, "sla:manage") ? actor.organizationId : null;
  return (
    <Page>
      <PageHead
        title="SLA policies"
        lead="Policies are asked in this order and the first that fits judges the ticket; the default judges the rest. A change makes a new version and counts open tickets again; what was breached stays breached."
      />
      {policies.length === 0 ? (
        <div className="grid gap-6 rounded-lg border border-border bg-card p-6">
          <EmptyState as="h2" title="No SLA yet">
            Tickets have no due times. Begin with business hours of Monday to Friday 09:00 to 17:00 and the usual
            targets.
          </EmptyState>
          {edit ? (
            <ActionForm action={setUpSlaAction} organizationId={edit} submitLabel="Begin with the usual targets">
              <TextareaField
                name="holidays"
                label="Holidays"
                optional
                rows={4}
                help="Dates like 2026-12-25, one a line."
              />
            </ActionForm>
          ) : null}
        </div>
      ) : (
        <>
          <Section title="What would this ticket be due?">
            <TrySla actor={actor} zone={organization.timeZone} given={await readParams(asked, searchParams)} />
          </Section>
          <Section title="Policies">
            {policies.map((policy) => (
              <PolicyCard key={policy.policyId} policy={policy} calendars={calendars} edit={edit} />
            ))}
            {edit ? <PolicyCard policy={null} template={policies.at(-1)} calendars={calendars} edit={edit} /> : null}
          </Section>
          <Section title="Calendars">
            {calendars.map((calendar) => (
              <CalendarCard key={calendar.calendarId} calendar={calendar} edit={edit} />
            ))}
            {edit ? <CalendarCard calendar={null} edit={edit} zone={organization.timeZone} /> : null}
          </Section>
        </>
      )}
    </Page>
  );
}
