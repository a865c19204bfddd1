import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { EventList } from "@/components/audit/event-list";
import { Page, PageHead } from "@/components/shell/page";
import { NoResultsState } from "@/components/shell/states";
import { listUrl } from "@/components/table/list-url";
import { Pager } from "@/components/table/pager";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { searchEvents } from "@/lib/audit/explorer/queries";
import { requireSession } from "@/lib/platform/auth/actor";
import { ArchivedNotice } from "./archived-notice";
import { eventItem } from "./event-item";
import { ExplorerFilters } from "./explorer-filters";
import { foundWords } from "./filters";
import { AuditTabs } from "./tabs";

export const metadata: Metadata = { title: "Audit trail" };

const path = "/audit";

export default async function AuditPage({ searchParams }: { searchParams: Search }) {
  const { actor, organization } = await requireSession();
  const params = await readParams(searchEvents, searchParams);
  // A form sends its empty fields too: the address says only what is set.
  const given = Object.entries(await searchParams).flatMap(([name, value]) =>
    [value ?? []].flat().map((text): [string, string] => [name, text]),
  );
  if (given.some(([, text]) => text === "")) {
    redirect(`${path}?${new URLSearchParams(given.filter(([, text]) => text !== ""))}`);
  }
  const found = await pageResult(() => searchEvents(actor, params));
  const { cursor: _, ...exported } = params;
  return (
    <Page>
      <PageHead
        title="Audit trail"
        lead="Every act, every refusal and every look, in a log that nobody can change unseen."
        actions={
          found.exportable && found.events.length > 0 ? (
            <Button asChild variant="secondary">
              <Link href={`/audit/exports?${new URLSearchParams(exported)}`}>Export with proofs</Link>
            </Button>
          ) : undefined
        }
      />
      <AuditTabs actor={actor} />
      <ExplorerFilters params={params} count={foundWords(found)} />
      {found.everything ? null : (
        <Alert tone="info" title="Only the newest events were searched">
          No index can find such a text. Add three letters or digits in a row, or a time.
        </Alert>
      )}
      {found.events.length > 0 ? (
        <EventList items={found.events.map(eventItem)} zone={organization.timeZone} />
      ) : (
        <NoResultsState title="No event matches" action={<Link href={path}>Clear the filters</Link>}>
          Widen the time or remove a filter.
        </NoResultsState>
      )}
      {found.archived ? <ArchivedNotice archived={found.archived} zone={organization.timeZone} /> : null}
      <Pager
        nextHref={found.next ? listUrl(path, params, { cursor: found.next }) : undefined}
        previousHref={params.cursor ? listUrl(path, params, { cursor: undefined }) : undefined}
      />
    </Page>
  );
}
