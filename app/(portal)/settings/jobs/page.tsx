import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { Page, PageHead, Section } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { cronWords } from "@/components/status/cron-words";
import { RelativeTime } from "@/components/status/relative-time";
import { DataTable } from "@/components/table/data-table";
import { FilterBar } from "@/components/table/filter-bar";
import { countWords, listUrl } from "@/components/table/list-url";
import { Pager } from "@/components/table/pager";
import { Alert } from "@/components/ui/alert";
import { requireSession } from "@/lib/platform/auth/actor";
import { listJobs } from "@/lib/platform/jobs/operations";
import { FunctionTable } from "./function-table";
import { RunStatus, runStatusChoices } from "./run-status";

export const metadata: Metadata = { title: "Jobs" };

const path = "/settings/jobs";

export default async function JobsPage({ searchParams }: { searchParams: Search }) {
  const { actor, organization } = await requireSession();
  const params = await readParams(listJobs, searchParams);
  const { running, failed, functions, runs, next } = await pageResult(() => listJobs(actor, params));
  const zone = organization.timeZone;
  return (
    <Page>
      <PageHead
        title="Jobs"
        lead="Background work started in your organisation: names, states and errors, never its data. The operator of the portal looks after scheduled work."
      />
      {running ? null : (
        <Alert tone="warning" title="The job engine is not running">
          Nothing happens by itself until it is back: <code>npm run up</code> starts it again, and what waited is done
          then.
        </Alert>
      )}
      {failed > 0 ? (
        <Alert tone="danger">{`${countWords(failed, "run")} failed in the last 24 hours. Open one to see why and start it anew.`}</Alert>
      ) : null}
      <Section title="Runs">
        <FilterBar
          path={path}
          params={params}
          filters={[{ name: "status", label: "State", choices: runStatusChoices }]}
          count={next ? `The newest ${runs.length}` : countWords(runs.length, "run")}
        />
        <DataTable
          caption="Runs"
          rows={runs}
          rowKey={(run) => run.id}
          rowHref={(run) => `${path}/${run.id}`}
          empty={<EmptyState title="No runs">They are kept for 30 days.</EmptyState>}
          columns={[
            { key: "name", header: "Function", cell: (run) => run.functionName },
            {
              key: "trigger",
              header: "Started by",
              from: "lg",
              cell: (run) => (run.cron ? cronWords(run.cron) : run.eventName),
            },
            { key: "status", header: "State", card: true, cell: (run) => <RunStatus status={run.status} /> },
            { key: "error", header: "Error", from: "xl", cell: (run) => run.error?.message ?? run.problem ?? "" },
            {
              key: "at",
              header: "Created",
              align: "right",
              card: true,
              cell: (run) => <RelativeTime value={run.createdAt.toISOString()} zone={zone} />,
            },
          ]}
        />
        <Pager
          nextHref={next ? listUrl(path, params, { cursor: next }) : undefined}
          previousHref={params.cursor ? listUrl(path, params, { cursor: undefined }) : undefined}
        />
      </Section>
      <Section title="Functions">
        <FunctionTable functions={functions} />
      </Section>
    </Page>
  );
}
