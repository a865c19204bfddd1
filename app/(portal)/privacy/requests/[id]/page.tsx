import type { Metadata } from "next";
import { pageLoader } from "@/app/page-errors";
import { DecisionList } from "@/components/privacy/decision-list";
import { RequestFacts } from "@/components/privacy/request-facts";
import { RequestStatusBadge } from "@/components/privacy/request-status";
import { TaskList } from "@/components/privacy/task-list";
import { DetailColumns, Page, PageHead, Section } from "@/components/shell/page";
import { Timeline } from "@/components/status/timeline";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { readRequest } from "@/lib/privacy/requests/read";
import { requestKindLabels } from "@/lib/privacy/schema";
import { LostMails } from "./lost-mails";
import { RequestActions } from "./request-actions";

const load = pageLoader((actor, id) => readRequest(actor, { requestId: id }));

export async function generateMetadata({ params }: { params: Promise<{ id: string }> }): Promise<Metadata> {
  const { reference, kind } = await load((await params).id);
  return { title: `${reference} ${requestKindLabels[kind]}` };
}

export default async function RequestPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { actor, organization } = await requireSession();
  const request = await load(id);
  const zone = organization.timeZone;
  const waits = request.decisions.some(({ state }) => state === "prepared");
  return (
    <Page>
      <PageHead
        reference={request.reference}
        title={`${requestKindLabels[request.kind]}: ${request.name}`}
        status={<RequestStatusBadge status={request.status} waits={waits} />}
        crumbs={[
          { label: "My work", href: "/" },
          { label: "Privacy requests", href: "/privacy" },
          { label: request.reference },
        ]}
      />
      <DetailColumns side={<RequestFacts request={request} zone={zone} />}>
        <LostMails
          lost={request.lost}
          requestId={request.id}
          organizationId={mayDo(actor, "request:decide") ? actor.organizationId : undefined}
        />
        {request.statement ? (
          <Section title="What the person wrote">
            <p className="rounded-lg border border-border bg-card p-4 whitespace-pre-wrap wrap-anywhere">
              {request.statement}
            </p>
          </Section>
        ) : null}
        {mayDo(actor, "request:decide") ? (
          <RequestActions request={request} organizationId={actor.organizationId} />
        ) : null}
        <DecisionList decisions={request.decisions} zone={zone} />
        <TaskList tasks={request.tasks} packages={request.packages} zone={zone} />
        <Section title="What happened">
          <Timeline
            zone={zone}
            items={request.timeline.map((entry) => ({ ...entry, at: entry.at.toISOString() }))}
            label="History of this request"
          />
        </Section>
      </DetailColumns>
    </Page>
  );
}
