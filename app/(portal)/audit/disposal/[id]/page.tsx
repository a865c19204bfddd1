import type { Metadata } from "next";
import { pageLoader } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { DisposalStateBadge } from "@/components/audit/disposal-state-badge";
import { DetailColumns, Page, PageHead, Section } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { FactList } from "@/components/status/fact-list";
import { RelativeTime } from "@/components/status/relative-time";
import { DataTable } from "@/components/table/data-table";
import { listUrl } from "@/components/table/list-url";
import { Pager } from "@/components/table/pager";
import { Progress } from "@/components/ui/progress";
import { readDisposal } from "@/lib/audit/disposal/queries";
import { disposalItemStateLabels } from "@/lib/audit/disposal/schema";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { dayWords } from "../../evidence/[id]/evidence-facts";
import { DecisionForms } from "./decision-forms";

type Props = { params: Promise<{ id: string }>; searchParams: Search };

const load = pageLoader((actor, id, cursor?: string) => readDisposal(actor, { id, cursor }));

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { list } = await load((await params).id, (await readParams(readDisposal, searchParams)).cursor);
  return { title: `Disposal list ${list.reference}` };
}

export default async function DisposalPage({ params, searchParams }: Props) {
  const { actor, organization } = await requireSession();
  const { id } = await params;
  const search = await readParams(readDisposal, searchParams);
  const { list, counts, items, next } = await load(id, search.cursor);
  const path = `/audit/disposal/${id}`;
  const when = (by: string, at: Date | null) =>
    at ? (
      <>
        <RelativeTime value={at.toISOString()} zone={organization.timeZone} /> by {by}
      </>
    ) : (
      "Not yet"
    );
  const destroyed = counts.destroyed + counts.done;
  const facts = [
    { label: "Listed", value: when(list.proposedBy, list.proposedAt) },
    { label: "Requested", value: when(list.requestedBy, list.requestedAt) },
    { label: list.state === "refused" ? "Refused" : "Approved", value: when(list.decidedBy, list.decidedAt) },
    { label: "Past retention on", value: dayWords(list.asOf) },
    { label: "Still to destroy", value: `${counts.planned} of ${counts.planned + destroyed}` },
    { label: "Kept", value: String(counts.skipped) },
  ];
  return (
    <Page>
      <PageHead
        title={`Disposal list ${list.reference}`}
        status={<DisposalStateBadge state={list.state} />}
        crumbs={[
          { label: "Evidence", href: "/audit/evidence" },
          { label: "Disposal", href: "/audit/disposal" },
          { label: list.reference },
        ]}
      />
      <DetailColumns side={<FactList stacked facts={facts} />}>
        {list.state === "approved" ? (
          <Progress
            value={destroyed}
            max={Math.max(1, counts.planned + destroyed)}
            label="Destroying"
            note={`${destroyed} done`}
          />
        ) : null}
        {list.reason ? <p className="whitespace-pre-wrap wrap-anywhere">{list.reason}</p> : null}
        {mayDo(actor, "disposal:decide") ? <DecisionForms list={list} pieces={counts.planned} actor={actor} /> : null}
        <Section title="Pieces">
          <DataTable
            caption="Pieces of the list"
            rows={items}
            rowKey={(item) => item.id}
            rowHref={(item) => `/audit/evidence/${item.evidenceId}`}
            empty={<EmptyState title="Nothing on this list">Nothing was past its retention.</EmptyState>}
            columns={[
              { key: "title", header: "Title", cell: (item) => item.evidence.title },
              {
                key: "reference",
                header: "Reference",
                className: "whitespace-nowrap",
                from: "lg",
                cell: (item) => item.evidence.reference,
              },
              { key: "until", header: "Kept until", from: "lg", cell: (item) => dayWords(item.evidence.retainUntil) },
              {
                key: "state",
                header: "What happens",
                card: true,
                cell: (item) => `${disposalItemStateLabels[item.state]}${item.why ? `: ${item.why}` : ""}`,
              },
            ]}
          />
          <Pager
            nextHref={next ? listUrl(path, search, { cursor: next }) : undefined}
            previousHref={search.cursor ? listUrl(path, search, { cursor: undefined }) : undefined}
          />
        </Section>
      </DetailColumns>
    </Page>
  );
}
