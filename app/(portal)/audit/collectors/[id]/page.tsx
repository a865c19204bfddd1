import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageLoader } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { ConfirmDialog } from "@/components/form/confirm-dialog";
import { DetailColumns, Page, PageHead, Section } from "@/components/shell/page";
import { FactList } from "@/components/status/fact-list";
import { RelativeTime } from "@/components/status/relative-time";
import { listUrl } from "@/components/table/list-url";
import { Pager } from "@/components/table/pager";
import { readCollectorRuns } from "@/lib/audit/collectors/queries";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { requirementOf } from "@/lib/platform/frameworks";
import { stopHttpSourceAction } from "../actions";
import { shownCollectors } from "../all-collectors";
import { RunBadge } from "../run-badge";
import { RunNow } from "../run-now";
import { RunTable } from "../run-table";

type Props = { params: Promise<{ id: string }>; searchParams: Search };

const load = pageLoader((actor, collectorId, cursor?: string) => readCollectorRuns(actor, { collectorId, cursor }));

const collectorOf = (source: Parameters<typeof shownCollectors>[0][number] | null, id: string) =>
  shownCollectors(source ? [source] : []).find((each) => each.id === id) ?? notFound();

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { id } = await params;
  const { source } = await load(id, (await readParams(readCollectorRuns, searchParams)).cursor);
  return { title: collectorOf(source, id).title };
}

export default async function CollectorPage({ params, searchParams }: Props) {
  const { actor, organization } = await requireSession();
  const { id } = await params;
  const search = await readParams(readCollectorRuns, searchParams);
  const found = await load(id, search.cursor);
  const { runs, source, next } = found;
  const collector = collectorOf(source, id);
  const zone = organization.timeZone;
  const path = `/audit/collectors/${id}`;
  const facts = [
    { label: "Schedule", value: source && !source.active ? "Stopped" : collector.cadence },
    ...(collector.next
      ? [{ label: "Next", value: <RelativeTime value={collector.next.toISOString()} zone={zone} /> }]
      : []),
    {
      label: "Controls",
      value: collector.controls.map((control) => (
        <p key={control}>{`${control} ${requirementOf(control)?.title ?? ""}`}</p>
      )),
    },
    ...(source
      ? [
          { label: "Address", value: <span className="wrap-anywhere">{source.url}</span> },
          { label: "JSON path", value: <code className="text-xs wrap-anywhere">{source.jsonPath}</code> },
          { label: "Header", value: source.headerName ? `${source.headerName} (its value is kept encrypted)` : "None" },
        ]
      : []),
  ];
  return (
    <Page>
      <PageHead
        title={collector.title}
        lead={collector.description}
        status={<RunBadge state={search.cursor ? undefined : runs[0]?.state} />}
        crumbs={[
          { label: "Evidence", href: "/audit/evidence" },
          { label: "Collectors", href: "/audit/collectors" },
          { label: collector.title },
        ]}
        actions={
          <>
            {mayDo(actor, "collector:run") && source?.active !== false ? (
              <RunNow collectorId={id} title={collector.title} organizationId={actor.organizationId} primary />
            ) : null}
            {source?.active && mayDo(actor, "collector:manage") ? (
              <ConfirmDialog
                verb="Stop"
                title={`Stop collecting “${collector.title}”?`}
                action={stopHttpSourceAction}
                organizationId={actor.organizationId}
                hidden={{ id: source.id }}
              >
                <p>
                  The other system is not asked any more, and the value of its header is destroyed. Runs and evidence
                  stay.
                </p>
              </ConfirmDialog>
            ) : null}
          </>
        }
      />
      <DetailColumns side={<FactList stacked facts={facts} />}>
        <Section title="Runs">
          <RunTable runs={runs} zone={zone} />
          <Pager
            nextHref={next ? listUrl(path, search, { cursor: next }) : undefined}
            previousHref={search.cursor ? path : undefined}
          />
        </Section>
        {runs[0]?.query ? (
          <details className="rounded-lg border border-border bg-card">
            <summary className="min-h-11 px-4 py-3 font-medium">What is asked, as it is sent</summary>
            <pre className="overflow-x-auto border-t border-border bg-muted p-4 text-xs whitespace-pre-wrap wrap-anywhere">
              {runs[0].query}
            </pre>
          </details>
        ) : null}
      </DetailColumns>
    </Page>
  );
}
