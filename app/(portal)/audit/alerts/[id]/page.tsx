import type { Metadata } from "next";
import Link from "next/link";
import { pageLoader } from "@/app/page-errors";
import { AlertLevelBadge, AlertStatusBadge } from "@/components/audit/alert-badges";
import { DetailColumns, Page, PageHead, Section } from "@/components/shell/page";
import { FactList } from "@/components/status/fact-list";
import { RelativeTime } from "@/components/status/relative-time";
import { Timeline } from "@/components/status/timeline";
import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/text-link";
import { readAlert } from "@/lib/audit/alerts/queries";
import { eventSentence } from "@/lib/audit/event-words";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { toneOf } from "../../event-item";
import { AlertForms } from "./alert-forms";

type Act = Awaited<ReturnType<typeof readAlert>>["history"][number];
const sentence = (act: Act) => ({
  id: act.id,
  sentence: (
    <TextLink inline href={`/audit/events/${act.id}`}>
      {eventSentence(act)}
    </TextLink>
  ),
  at: act.recordedAt.toISOString(),
  tone: toneOf(act),
});

const load = pageLoader((actor, id) => readAlert(actor, { id }));

export async function generateMetadata({ params }: { params: Promise<{ id: string }> }): Promise<Metadata> {
  const { alert } = await load((await params).id);
  return { title: alert.title };
}

export default async function AlertPage({ params }: { params: Promise<{ id: string }> }) {
  const { actor, organization } = await requireSession();
  const { id } = await params;
  const { alert, owner, events, history } = await load(id);
  const zone = organization.timeZone;
  const time = (at: Date) => <RelativeTime value={at.toISOString()} zone={zone} />;
  const facts = [
    { label: "Level", value: <AlertLevelBadge level={alert.level} /> },
    { label: "Owner", value: owner ?? "Nobody yet" },
    { label: "Raised", value: time(alert.raisedAt) },
    { label: "Seen", value: `${alert.occurrences} ${alert.occurrences === 1 ? "time" : "times"}` },
    { label: "Last seen", value: time(alert.lastSeenAt) },
    { label: "What it is about", value: <TextLink href={alert.href}>Open it</TextLink> },
    ...(alert.snoozedUntil && alert.status === "snoozed"
      ? [{ label: "Put aside until", value: time(alert.snoozedUntil) }]
      : []),
    ...(alert.resolvedAt ? [{ label: "Resolved", value: time(alert.resolvedAt) }] : []),
  ];
  return (
    <Page>
      <PageHead
        title={alert.title}
        status={<AlertStatusBadge status={alert.status} />}
        actions={
          mayDo(actor, "incident:handle") && alert.status !== "resolved" ? (
            <Button asChild variant="secondary">
              <Link href={`/audit/incidents/new?alert=${alert.id}`}>Open an incident</Link>
            </Button>
          ) : undefined
        }
        crumbs={[
          { label: "Audit trail", href: "/audit" },
          { label: "Alerts", href: "/audit/alerts" },
          { label: alert.title },
        ]}
      />
      <DetailColumns side={<FactList stacked facts={facts} />}>
        {alert.detail ? <p className="whitespace-pre-wrap wrap-anywhere">{alert.detail}</p> : null}
        {alert.resolution ? (
          <Section title="What was found and done">
            <p className="whitespace-pre-wrap wrap-anywhere">{alert.resolution}</p>
          </Section>
        ) : null}
        {mayDo(actor, "alert:handle") && alert.status !== "resolved" ? (
          <AlertForms id={id} status={alert.status} organizationId={actor.organizationId} />
        ) : null}
        <Section title="Events">
          {events.length > 0 ? (
            <Timeline zone={zone} label="Events" items={events.map(sentence)} />
          ) : (
            <p className="text-muted-foreground">No event is linked to this alert.</p>
          )}
        </Section>
        <Section title="What was done about it">
          <Timeline zone={zone} label="What was done about it" items={history.map(sentence)} />
        </Section>
      </DetailColumns>
    </Page>
  );
}
