import type { Metadata } from "next";
import Link from "next/link";
import { pageResult } from "@/app/page-errors";
import { VersionBadge } from "@/components/policies/version-badge";
import { DetailColumns, Page, PageHead, Section } from "@/components/shell/page";
import { Markdown } from "@/components/status/markdown";
import { Timeline } from "@/components/status/timeline";
import { Button } from "@/components/ui/button";
import { requireSession } from "@/lib/platform/auth/actor";
import { audienceSize } from "@/lib/policies/queries/audience-size";
import { policyDetail } from "@/lib/policies/queries/policy-detail";
import { Changes } from "./changes";
import { historyOf } from "./history";
import { Meetings } from "./meetings";
import { NextStep } from "./next-step";
import { PolicyFacts } from "./policy-facts";
import { TimeSteps } from "./time-steps";
import { VersionList } from "./version-list";

export const metadata: Metadata = { title: "Policy" };

type Props = { params: Promise<{ policyId: string }>; searchParams: Promise<{ version?: string; view?: string }> };

export default async function PolicyPage({ params, searchParams }: Props) {
  const { actor, organization } = await requireSession();
  const [{ policyId }, { version: wanted, view }] = [await params, await searchParams];
  const policy = await pageResult(() => policyDetail(actor, { policyId }));
  // The newest is what is being worked on, else what is in force.
  const version = policy.versions.find(({ id }) => id === wanted) ?? policy.versions[0];
  if (!version) return null;
  const { people } = await pageResult(() => audienceSize(actor, { versionId: version.id }));
  const before = policy.versions.find(({ id }) => id === version.basedOnId);
  const zone = organization.timeZone;
  const read = policy.versions.some(({ status }) => status === "published") ? (
    <Button asChild variant="secondary">
      <Link href={`/policies/${policy.id}/read`}>Open as a reader</Link>
    </Button>
  ) : undefined;
  return (
    <Page>
      <PageHead
        title={version.title}
        reference={`${policy.reference} · version ${version.number}`}
        status={<VersionBadge status={version.status} />}
        lead={version.description}
        actions={read}
      />
      <DetailColumns side={<PolicyFacts policy={policy} version={version} people={people} zone={zone} />}>
        <NextStep policy={policy} version={version} people={people} organizationId={actor.organizationId} zone={zone} />
        {before ? <Changes policyId={policy.id} before={before} version={version} view={view} /> : null}
        <Section title="Text">
          <details open={!before} className="rounded-lg border border-border bg-card">
            <summary className="min-h-11 px-4 py-3 font-medium">The whole text of version {version.number}</summary>
            <div className="border-t border-border px-4 py-4 md:px-6">
              <Markdown>{version.text}</Markdown>
            </div>
          </details>
        </Section>
        <Meetings version={version} zone={zone} />
        <Section title="History">
          <Timeline items={historyOf(version)} zone={zone} label={`History of version ${version.number}`} />
        </Section>
        <VersionList policy={policy} zone={zone} current={version.id} />
        <TimeSteps policy={policy} version={version} organizationId={actor.organizationId} zone={zone} />
      </DetailColumns>
    </Page>
  );
}
