import type { Metadata } from "next";
import { pageLoader } from "@/app/page-errors";
import { ActionForm } from "@/components/form/action-form";
import { Page, PageHead, Section } from "@/components/shell/page";
import { FactList } from "@/components/status/fact-list";
import { ExactTime } from "@/components/status/relative-time";
import { Timeline } from "@/components/status/timeline";
import { Alert } from "@/components/ui/alert";
import { requireSession } from "@/lib/platform/auth/actor";
import { readJobRun } from "@/lib/platform/jobs/operations";
import { retryJobAction } from "../actions";
import { RunStatus } from "../run-status";

const words = {
  planned: "is planned",
  retrying: "failed and is tried again",
  waiting: "waits",
  completed: "is done",
  failed: "failed",
  abandoned: "was given up",
};

const load = pageLoader((actor, id) => readJobRun(actor, { id }));

export async function generateMetadata({ params }: { params: Promise<{ id: string }> }): Promise<Metadata> {
  const { functionName } = await load((await params).id);
  return { title: `Run of ${functionName}` };
}

export default async function JobRunPage({ params }: { params: Promise<{ id: string }> }) {
  const { actor, organization } = await requireSession();
  const { id } = await params;
  const run = await load(id);
  const zone = organization.timeZone;
  const time = (at: Date | null) => (at ? <ExactTime value={at.toISOString()} zone={zone} /> : "–");
  return (
    <Page width="reading">
      <PageHead
        title={run.functionName}
        status={<RunStatus status={run.status} />}
        crumbs={[{ label: "Settings" }, { label: "Jobs", href: "/settings/jobs" }, { label: "Run" }]}
      />
      {run.error ? (
        <Alert tone="danger" title={run.error.name}>
          {run.error.message}
        </Alert>
      ) : null}
      {run.problem ? <Alert tone="warning">{run.problem}</Alert> : null}
      <FactList
        facts={[
          { label: "Started by", value: run.cron ?? run.eventName },
          { label: "Created", value: time(run.createdAt) },
          { label: "Begun", value: time(run.startedAt) },
          { label: "Ended", value: time(run.endedAt) },
          { label: "Failed attempts", value: String(run.attempt) },
        ]}
      />
      <Section title="Steps">
        {run.steps.length === 0 ? <p className="text-muted-foreground">No step was begun yet.</p> : null}
        <Timeline
          zone={zone}
          label="Steps"
          items={run.steps.map((step) => ({
            id: step.id,
            sentence: `${step.name} ${words[step.status]}`,
            at: (step.endedAt ?? step.createdAt).toISOString(),
            tone: step.status === "failed" ? "danger" : step.status === "completed" ? "success" : undefined,
            detail: step.error?.message,
          }))}
        />
      </Section>
      {(run.status === "failed" || run.status === "cancelled") && !run.retriedBy ? (
        <ActionForm
          action={retryJobAction}
          organizationId={actor.organizationId}
          hidden={{ id: run.id }}
          submitLabel="Start anew"
          next="The same work is done again from the beginning, with the same event."
        />
      ) : null}
    </Page>
  );
}
