import type { Metadata } from "next";
import { pageLoader } from "@/app/page-errors";
import { IncidentStatusBadge } from "@/components/audit/incident-badges";
import { DetailColumns, Page, PageHead, Section } from "@/components/shell/page";
import { ExactTime } from "@/components/status/relative-time";
import { Timeline } from "@/components/status/timeline";
import { Alert } from "@/components/ui/alert";
import { TextLink } from "@/components/ui/text-link";
import { incidentPeople, readIncident } from "@/lib/audit/incidents/queries";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { ActionsSection } from "./actions-section";
import { IncidentFacts } from "./incident-facts";
import { NextStep } from "./next-step";
import { WorkForms } from "./work-forms";

const load = pageLoader((actor, id) => readIncident(actor, { id }));

export async function generateMetadata({ params }: { params: Promise<{ id: string }> }): Promise<Metadata> {
  const { incident } = await load((await params).id);
  return { title: `${incident.reference} ${incident.title}` };
}

export default async function IncidentPage({ params }: { params: Promise<{ id: string }> }) {
  const { actor, organization } = await requireSession();
  const { id } = await params;
  const whole = await load(id);
  const { incident, breach, entries } = whole;
  const handle = mayDo(actor, "incident:handle");
  const people = handle ? await incidentPeople(actor, {}) : [];
  const zone = organization.timeZone;
  const common = { organizationId: actor.organizationId, zone };
  return (
    <Page>
      <PageHead
        title={incident.title}
        reference={incident.reference}
        status={<IncidentStatusBadge status={incident.status} />}
        crumbs={[
          { label: "Audit trail", href: "/audit" },
          { label: "Incidents", href: "/audit/incidents" },
          { label: incident.reference },
        ]}
      />
      <DetailColumns side={<IncidentFacts whole={whole} zone={zone} />}>
        {incident.evidenceId ? (
          <Alert tone="success" title="Documented as evidence">
            <TextLink inline href={`/audit/evidence/${incident.evidenceId}`}>
              Open the evidence
            </TextLink>
          </Alert>
        ) : null}
        {breach ? (
          <Alert tone="danger" title="Personal data breach">
            Aware since <ExactTime value={breach.awareAt.toISOString()} zone={zone} />. {breach.nature}
          </Alert>
        ) : null}
        <p className="whitespace-pre-wrap wrap-anywhere">{incident.summary}</p>
        {handle ? <NextStep incident={incident} actions={whole.actions} {...common} /> : null}
        {incident.cause ? (
          <Section title="Cause and lessons">
            <p className="whitespace-pre-wrap wrap-anywhere">{incident.cause}</p>
            <p className="whitespace-pre-wrap wrap-anywhere">{incident.lessons}</p>
          </Section>
        ) : null}
        <ActionsSection whole={whole} people={people} organizationId={actor.organizationId} handle={handle} />
        {handle && incident.status !== "closed" ? (
          <Section title="Add and change">
            <WorkForms incident={incident} people={people} {...common} />
          </Section>
        ) : null}
        <Section title="Timeline">
          <Timeline
            zone={zone}
            label="Timeline"
            items={entries.toReversed().map((entry) => ({
              id: entry.id,
              sentence: `${entry.author}: ${entry.text}`,
              at: entry.at.toISOString(),
              tone: entry.kind === "escalated" ? ("danger" as const) : undefined,
            }))}
          />
        </Section>
      </DetailColumns>
    </Page>
  );
}
