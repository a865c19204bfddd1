import type { Metadata } from "next";
import { pageLoader, pageResult } from "@/app/page-errors";
import { DetailColumns, Page, PageHead, Section } from "@/components/shell/page";
import { StatusBadge } from "@/components/status/status-badge";
import { Timeline } from "@/components/status/timeline";
import { listUrl } from "@/components/table/list-url";
import { readArchivedEvent } from "@/lib/audit/archive/archived-event";
import { actorWords, didWords } from "@/lib/audit/event-words";
import { readEvent } from "@/lib/audit/explorer/queries";
import { outcomeLabels } from "@/lib/audit/schema";
import { requireSession } from "@/lib/platform/auth/actor";
import { AppError } from "@/lib/platform/errors";
import { resourceWords, toneOf } from "../../event-item";
import { ArchivedEvent } from "./archived-event";
import { ChangeTable } from "./change-table";
import { EventFacts } from "./event-facts";
import { LeafAlerts, RawLeaf } from "./leaf-parts";
import { ProofSection } from "./proof-section";
import { storyItem } from "./story-item";

/** "subject-key" → "Subject key". */
const wordsOf = (name: string) => (name.charAt(0).toUpperCase() + name.slice(1)).replaceAll("-", " ");

function unlessArchived(error: unknown): null {
  if (error instanceof AppError && error.code === "gone") return null;
  throw error;
}

const load = pageLoader((actor, id) => readEvent(actor, { id }).catch(unlessArchived));

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await load((await params).id);
  if (found === null) return { title: "Archived event" };
  return { title: `${"index" in found.place ? `№ ${found.place.index}` : "Event"} ${didWords(found.event)}` };
}

export default async function EventPage({ params }: Props) {
  const { actor, organization } = await requireSession();
  const { id } = await params;
  const found = await load(id);
  if (found === null) {
    const archived = await pageResult(() => readArchivedEvent(actor, { id }));
    return <ArchivedEvent found={archived} zone={organization.timeZone} />;
  }
  const { event, story } = found;
  const resource = resourceWords(event);
  const [family = ""] = event.action.split(".");
  return (
    <Page>
      <PageHead
        title={`${actorWords(event)} ${didWords(event)}`}
        lead={resource || undefined}
        status={
          event.outcome === "success" ? undefined : (
            <StatusBadge tone={toneOf(event)} label={outcomeLabels[event.outcome]} />
          )
        }
        crumbs={[
          { label: "Audit trail", href: "/audit" },
          { label: wordsOf(family), href: listUrl("/audit", {}, { action: `${family}.` }) },
          { label: "index" in found.place ? `№ ${found.place.index}` : "Event" },
        ]}
      />
      <DetailColumns side={<EventFacts found={found} zone={organization.timeZone} />}>
        <LeafAlerts found={found} />
        <Section title="Before and after">
          <ChangeTable change={found.change} />
        </Section>
        <Section title="Story of this request">
          <Timeline zone={organization.timeZone} label="Story" items={story.map((each) => storyItem(each, id))} />
        </Section>
        <Section title="Proof">
          <ProofSection event={event} place={found.place} />
        </Section>
        <RawLeaf found={found} />
      </DetailColumns>
    </Page>
  );
}
