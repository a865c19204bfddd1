import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { z } from "zod";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { ActionForm } from "@/components/form/action-form";
import { SelectField } from "@/components/form/choice-field";
import { TextareaField, TextField } from "@/components/form/text-field";
import { Page, PageHead } from "@/components/shell/page";
import { Alert } from "@/components/ui/alert";
import { TextLink } from "@/components/ui/text-link";
import { readAlert } from "@/lib/audit/alerts/queries";
import {
  IncidentCategory,
  IncidentSeverity,
  incidentCategoryLabels,
  incidentSeverityLabels,
} from "@/lib/audit/incidents/schema";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { openIncidentAction } from "../actions";
import { AffectedFields } from "../affected-fields";

export const metadata: Metadata = { title: "Open an incident" };

const severities = IncidentSeverity.options.map((value) => ({ value, label: incidentSeverityLabels[value] }));
const categories = IncidentCategory.options.map((value) => ({ value, label: incidentCategoryLabels[value] }));

export default async function NewIncidentPage({ searchParams }: { searchParams: Search }) {
  const { actor } = await requireSession();
  if (!mayDo(actor, "incident:handle")) forbidden();
  const { alert: alertId } = await readParams(z.object({ alert: z.uuid() }), searchParams);
  const from = alertId ? (await pageResult(() => readAlert(actor, { id: alertId }))).alert : null;
  return (
    <Page width="form">
      <PageHead
        title="Open an incident"
        lead="Its clock starts now: how long until somebody acknowledges it depends on the severity."
      />
      {from ? (
        <Alert tone="info" title={`From the alert “${from.title}”`}>
          {`It comes along with ${from.eventIds.length} ${from.eventIds.length === 1 ? "event" : "events"}, and becomes yours.`}
        </Alert>
      ) : null}
      <ActionForm
        action={openIncidentAction}
        organizationId={actor.organizationId}
        hidden={from ? { alertId: from.id } : undefined}
        submitLabel="Open incident"
        pendingLabel="Opening…"
        next="It gets a reference and a timeline that nobody can change."
        secondary={<TextLink href="/audit/incidents">Cancel</TextLink>}
      >
        <TextField name="title" label="What happened" maxLength={160} defaultValue={from?.title} />
        <TextareaField name="summary" label="What is known so far" rows={4} maxLength={4000} />
        <div className="grid gap-5 sm:grid-cols-2">
          <SelectField name="severity" label="Severity" choices={severities} defaultValue="medium" />
          <SelectField name="category" label="Category" choices={categories} placeholder="Choose" />
        </div>
        <AffectedFields controls={["CC7.3", "CC7.4"]} />
      </ActionForm>
    </Page>
  );
}
