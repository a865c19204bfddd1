import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { StatCard } from "@/components/chart/stat-card";
import { Page, PageHead, Section } from "@/components/shell/page";
import { formatDay } from "@/components/status/calendar";
import { ExactTime } from "@/components/status/relative-time";
import { Alert } from "@/components/ui/alert";
import { TextLink } from "@/components/ui/text-link";
import { reportInput } from "@/lib/audit/report/schema";
import { requireSession } from "@/lib/platform/auth/actor";
import { frameworkLabels } from "@/lib/platform/frameworks";
import { ArchivedNotice } from "../archived-notice";
import { AuditTabs } from "../tabs";
import { PrintButton } from "./print-button";
import { ReportForm } from "./report-form";
import { ReportTables } from "./report-tables";
import { readWholeReport } from "./whole-report";

export const metadata: Metadata = { title: "Audit report" };

export default async function ReportPage({ searchParams }: { searchParams: Search }) {
  const { actor, organization } = await requireSession();
  const given = await readParams(reportInput, searchParams);
  const usable = reportInput.safeParse(given);
  const report = await pageResult(() => readWholeReport(actor, usable.success ? usable.data : {}));
  const { period, framework, made, events } = report;
  const cards = [
    ["Events", events.total],
    ["People who acted", events.people],
    ["Failed sign-ins", events.failedSignIns],
    ["Privileged access", events.privileged],
    ["Denied", events.denied],
    ["Control failures", events.controlFailures],
  ] as const;
  const address = new URLSearchParams({ from: period.from, to: period.to, ...(framework ? { framework } : {}) });
  return (
    <Page>
      <PageHead
        title="Audit report"
        lead={`${framework ? frameworkLabels[framework] : "All frameworks"}, ${formatDay(period.from, organization.timeZone)} to ${formatDay(period.to, organization.timeZone)}`}
        actions={<PrintButton />}
      />
      <AuditTabs actor={actor} />
      {usable.success ? null : (
        <Alert tone="warning" title="This period cannot be used, so the last 30 days are shown">
          {usable.error.issues.map((issue) => issue.message).join(" ")}
        </Alert>
      )}
      {report.archived ? (
        <ArchivedNotice archived={report.archived} zone={organization.timeZone} what="counted" />
      ) : null}
      <ReportForm from={period.from} to={period.to} framework={framework ?? ""} />
      <div className="grid grid-cols-2 gap-4 xl:grid-cols-3">
        {cards.map(([label, value]) => (
          <StatCard key={label} label={label} value={events.total ? `${value ?? 0}` : null} />
        ))}
      </div>
      <ReportTables report={report} />
      <Section title="What it was made from">
        <p>
          Counted <ExactTime value={made.at} zone={organization.timeZone} /> from the rows as they stood
          {made.logSize ? `, with ${BigInt(made.logSize).toLocaleString("en-GB")} events signed in the log` : ""}.{" "}
          <TextLink inline href={`/api/v1/audit/report?${address}`}>
            The same as JSON
          </TextLink>
        </p>
        {made.logRoot ? <p className="text-xs text-muted-foreground wrap-anywhere">{`Root ${made.logRoot}`}</p> : null}
        {framework ? (
          <p className="text-muted-foreground">
            A violation counts for a framework when the policy it is about answered one of its requirements on that day.
          </p>
        ) : null}
      </Section>
    </Page>
  );
}
