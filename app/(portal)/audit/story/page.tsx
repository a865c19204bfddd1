import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { Page, PageHead, Section } from "@/components/shell/page";
import { FactList } from "@/components/status/fact-list";
import { ExactTime } from "@/components/status/relative-time";
import { Timeline } from "@/components/status/timeline";
import { countWords, listUrl } from "@/components/table/list-url";
import { Alert } from "@/components/ui/alert";
import { TextLink } from "@/components/ui/text-link";
import { actorWords } from "@/lib/audit/event-words";
import { storyKinds } from "@/lib/audit/explorer/schema";
import { readStory } from "@/lib/audit/explorer/story";
import { requireSession } from "@/lib/platform/auth/actor";
import { storyItem } from "../events/[id]/story-item";
import { AuditTabs } from "../tabs";

const name = z.string().min(1).max(80).optional();
const known = z.object({ request: name, session: name, correlation: name } satisfies Record<
  z.infer<typeof storyKinds>,
  unknown
>);

export const metadata: Metadata = { title: "Story" };

/** `/audit/story?session=…`: everything that happened in it, told from its beginning. */
export default async function StoryPage({ searchParams }: { searchParams: Search }) {
  const { actor, organization } = await requireSession();
  const given = await readParams(known, searchParams);
  const kind = storyKinds.options.find((each) => given[each]) ?? "request";
  // A story is told from one of its events; the explorer is where they are found.
  if (!given[kind]) redirect("/audit");
  const { id, events, more } = await pageResult(() => readStory(actor, { kind, id: given[kind] ?? "" }));
  const zone = organization.timeZone;
  const [first, last] = [events[0], events.at(-1)];
  const who = [...new Set(events.map(actorWords))];
  const unsuccessful = events.filter((event) => event.outcome !== "success").length;
  const list = listUrl("/audit", {}, { [kind === "session" ? "session" : "request"]: id });
  return (
    <Page>
      <PageHead title={`Story of one ${kind}`} lead={id} />
      <AuditTabs actor={actor} />
      <FactList
        facts={[
          { label: "Who", value: who.join(", ") },
          ...(first && last
            ? [
                { label: "From", value: <ExactTime value={first.recordedAt} zone={zone} /> },
                { label: "Until", value: <ExactTime value={last.recordedAt} zone={zone} /> },
              ]
            : []),
          { label: "Events", value: countWords(events.length, "event") },
          { label: "Denied or failed", value: `${unsuccessful}` },
        ]}
      />
      {more ? (
        <Alert tone="info" title={`The first ${events.length} events stand here`}>
          <TextLink inline href={list}>
            See all of them in the explorer
          </TextLink>
        </Alert>
      ) : null}
      <Section
        title="What happened"
        action={
          <TextLink href={list} prefetch={false}>
            As a list
          </TextLink>
        }
      >
        <Timeline zone={zone} label="Story" items={events.map((event) => storyItem(event, ""))} />
      </Section>
    </Page>
  );
}
