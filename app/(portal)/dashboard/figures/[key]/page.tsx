import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { FigureTable } from "@/components/dashboard/figure-table";
import { Page, PageHead } from "@/components/shell/page";
import { formatDay, formatExact } from "@/components/status/calendar";
import { countWords, listUrl } from "@/components/table/list-url";
import { Pager } from "@/components/table/pager";
import { TextLink } from "@/components/ui/text-link";
import { readFigure } from "@/lib/dashboard/queries";
import { requireSession } from "@/lib/platform/auth/actor";
import { ownPage } from "./own-page";

export const metadata: Metadata = { title: "Figure" };

type Props = {
  params: Promise<{ key: string }>;
  searchParams: Search;
};

export default async function FigurePage({ params, searchParams }: Props) {
  const { actor } = await requireSession();
  const { key } = await params;
  const wanted = await readParams(readFigure, searchParams);
  const list = await pageResult(() => readFigure(actor, { ...wanted, key }));
  const { timeZone: zone, period, shareOf } = list;
  const place = ownPage(list.group, list.key, actor.roles);
  const path = `/dashboard/figures/${list.key}`;
  const at = { timeframe: list.timeframe, bucket: wanted.bucket };
  const count = `${list.more ? "more than " : ""}${countWords(list.total, "row")}`;
  const met = shareOf
    ? ` ${list.met.toLocaleString("en-GB")} of ${list.total.toLocaleString("en-GB")} ${shareOf[0]}.`
    : "";
  const when = period
    ? ` ${formatDay(period.from, zone)} to ${formatDay(new Date(Date.parse(period.to) - 1), zone)}.`
    : "";
  return (
    <Page>
      <PageHead
        title={list.label}
        lead={`${list.about}${when}${met}`}
        crumbs={[{ label: "Dashboard", href: `/dashboard?timeframe=${list.timeframe}` }]}
        actions={place ? <TextLink href={place.domain.href}>{place.domain.label}</TextLink> : undefined}
      />
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p className="tabular-nums" role="status">
          {count}, as of {formatExact(list.asOf, zone)}. Nobody is named here.
        </p>
        <TextLink href={`/dashboard?timeframe=${list.timeframe}`}>Back to the dashboard</TextLink>
      </div>
      <FigureTable
        caption={list.label}
        rows={list.rows.map((row) => ({ ...row, href: place && row.recordId ? place.href(row.recordId) : null }))}
        share={shareOf?.[0] ?? null}
        zone={zone}
      />
      <Pager
        previousHref={list.page > 1 ? listUrl(path, at, { page: String(list.page - 1) }) : undefined}
        nextHref={list.page < list.pages ? listUrl(path, at, { page: String(list.page + 1) }) : undefined}
      >
        Page {list.page} of {list.pages}
      </Pager>
    </Page>
  );
}
