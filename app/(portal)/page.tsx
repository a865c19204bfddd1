import type { Metadata } from "next";
import { Page, PageHead } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { formatDay } from "@/components/status/calendar";
import { WorkBlock } from "@/components/work/work-block";
import { requireSession } from "@/lib/platform/auth/actor";
import { now } from "@/lib/platform/clock";
import { workBlocks } from "./work-blocks";

export const metadata: Metadata = { title: "My work" };

export default async function MyWorkPage() {
  const session = await requireSession();
  const blocks = (await workBlocks(session)).filter((block) => block.count > 0);
  const zone = session.organization.timeZone;
  const count = blocks.reduce((sum, block) => sum + block.count, 0);
  return (
    <Page width="reading">
      <PageHead
        title={`Good day, ${session.actor.name.split(" ")[0]}`}
        lead={`${formatDay(now(), zone, { weekday: true })}. ${count === 0 ? "Nothing is due." : `${count} ${count === 1 ? "thing waits" : "things wait"} for you, the most urgent first.`}`}
      />
      {blocks.map((block) => (
        <WorkBlock key={block.title} {...block} />
      ))}
      {blocks.length === 0 ? (
        <EmptyState title="You are up to date">
          New policies, tickets and decisions that need you appear here on the day they do.
        </EmptyState>
      ) : null}
    </Page>
  );
}
