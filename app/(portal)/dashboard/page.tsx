import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { AsOf } from "@/components/dashboard/as-of";
import { MonthChanges } from "@/components/dashboard/month-changes";
import { TimeframeLinks } from "@/components/dashboard/timeframe-links";
import { Page, PageHead } from "@/components/shell/page";
import { formatExact } from "@/components/status/calendar";
import { readDashboard } from "@/lib/dashboard/queries";
import { Timeframe, timeframeLabels } from "@/lib/dashboard/schema";
import { requireSession } from "@/lib/platform/auth/actor";
import { refreshDashboardAction } from "./actions";
import { FirstRow } from "./first-row";
import { DomainSections } from "./sections";

export const metadata: Metadata = { title: "Dashboard" };

const path = "/dashboard";

export default async function DashboardPage({ searchParams }: { searchParams: Search }) {
  const { actor, organization } = await requireSession();
  const { timeframe = "monthly" } = await readParams(readDashboard, searchParams);
  const dashboard = await pageResult(() => readDashboard(actor, { timeframe }));
  const zone = dashboard.timeZone;
  return (
    <Page>
      <PageHead
        title="Dashboard"
        lead={`${organization.name}: ${timeframeLabels[timeframe].toLowerCase()}, from ${formatExact(dashboard.period.from, zone)}. Every number opens the list it counts.`}
        actions={
          <AsOf
            asOf={dashboard.asOf}
            zone={zone}
            timeframe={timeframe}
            organizationId={actor.organizationId}
            refresh={refreshDashboardAction}
          />
        }
      />
      <TimeframeLinks
        links={Timeframe.options.map((each) => ({
          label: timeframeLabels[each],
          href: each === "monthly" ? path : `${path}?timeframe=${each}`,
          current: each === timeframe,
        }))}
      />
      <FirstRow groups={dashboard.groups} />
      <DomainSections dashboard={dashboard} />
      <MonthChanges sentences={dashboard.month} />
    </Page>
  );
}
