import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { ActionForm } from "@/components/form/action-form";
import { TextField } from "@/components/form/text-field";
import { Page, PageHead } from "@/components/shell/page";
import { FactList } from "@/components/status/fact-list";
import { TextLink } from "@/components/ui/text-link";
import { readIncidentClocks } from "@/lib/audit/incidents/clocks";
import { IncidentSeverity, incidentSeverityLabels } from "@/lib/audit/incidents/schema";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { changeClocksAction } from "../actions";

export const metadata: Metadata = { title: "Incident clocks" };

export default async function ClocksPage() {
  const { actor } = await requireSession();
  const clocks = await pageResult(() => readIncidentClocks(actor, {}));
  const rows = IncidentSeverity.options.map((severity) => ({
    severity,
    label: incidentSeverityLabels[severity],
    minutes: clocks[severity],
  }));
  return (
    <Page width="form">
      <PageHead
        title="Incident clocks"
        lead="Within how many minutes somebody acknowledges an incident. When nobody does, it is escalated and counts as missed."
        crumbs={[
          { label: "Audit trail", href: "/audit" },
          { label: "Incidents", href: "/audit/incidents" },
          { label: "Clocks" },
        ]}
      />
      {mayDo(actor, "incident:handle") ? (
        <ActionForm
          action={changeClocksAction}
          organizationId={actor.organizationId}
          submitLabel="Save clocks"
          pendingLabel="Saving…"
          secondary={<TextLink href="/audit/incidents">Cancel</TextLink>}
        >
          {rows.map(({ severity, label, minutes }) => (
            <TextField
              key={severity}
              name={severity}
              label={`${label}, minutes`}
              type="number"
              min={1}
              max={43_200}
              defaultValue={String(minutes)}
            />
          ))}
        </ActionForm>
      ) : (
        <FactList facts={rows.map(({ label, minutes }) => ({ label, value: `${minutes} minutes` }))} />
      )}
    </Page>
  );
}
