import type { Metadata } from "next";
import { pageLoader } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { HoldStateBadge } from "@/components/audit/hold-state-badge";
import { DetailColumns, Page, PageHead, Section } from "@/components/shell/page";
import { FactList } from "@/components/status/fact-list";
import { RelativeTime } from "@/components/status/relative-time";
import { readHold } from "@/lib/audit/holds/queries";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { HeldItems } from "./held-items";
import { ReleaseForms } from "./release-forms";

type Props = { params: Promise<{ id: string }>; searchParams: Search };

const load = pageLoader((actor, id, cursor?: string) => readHold(actor, { id, cursor }));

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { hold } = await load((await params).id, (await readParams(readHold, searchParams)).cursor);
  return { title: `${hold.reference} ${hold.title}` };
}

export default async function HoldPage({ params, searchParams }: Props) {
  const { actor, organization } = await requireSession();
  const { id } = await params;
  const search = await readParams(readHold, searchParams);
  const { hold, items, count, next } = await load(id, search.cursor);
  const when = (by: string, at: Date | null) =>
    at ? (
      <>
        <RelativeTime value={at.toISOString()} zone={organization.timeZone} /> by {by}
      </>
    ) : null;
  const facts = [
    { label: "Placed", value: when(hold.placedBy, hold.placedAt) },
    { label: "Asks for", value: hold.scope ?? "Named objects only" },
    ...(hold.releaseProposedAt
      ? [{ label: "Release proposed", value: when(hold.proposedBy, hold.releaseProposedAt) }]
      : []),
    ...(hold.releasedAt ? [{ label: "Released", value: when(hold.releasedBy, hold.releasedAt) }] : []),
  ];
  return (
    <Page>
      <PageHead
        title={hold.title}
        reference={hold.reference}
        status={<HoldStateBadge state={hold.state} />}
        crumbs={[
          { label: "Evidence", href: "/audit/evidence" },
          { label: "Holds", href: "/audit/holds" },
          { label: hold.reference },
        ]}
      />
      <DetailColumns side={<FactList stacked facts={facts} />}>
        <p className="whitespace-pre-wrap wrap-anywhere">{hold.reason}</p>
        {hold.releaseReason ? (
          <Section title="Why it should end">
            <p className="whitespace-pre-wrap wrap-anywhere">{hold.releaseReason}</p>
          </Section>
        ) : null}
        {mayDo(actor, "hold:release") ? <ReleaseForms hold={hold} actor={actor} /> : null}
        <HeldItems id={id} items={items} count={count} next={next} params={search} query={hold.coversEvidence} />
      </DetailColumns>
    </Page>
  );
}
