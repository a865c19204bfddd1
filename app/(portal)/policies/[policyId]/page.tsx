import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { pageLoader, pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { VersionBadge } from "@/components/policies/version-badge";
import { DetailColumns, Page, PageHead, Section } from "@/components/shell/page";
import { Timeline } from "@/components/status/timeline";
import { Button } from "@/components/ui/button";
import { requireSession } from "@/lib/platform/auth/actor";
import { audienceSize } from "@/lib/policies/queries/audience-size";
import { type PolicyDetail, policyDetail } from "@/lib/policies/queries/policy-detail";
import { Changes } from "./changes";
import { historyOf } from "./history";
import { Meetings } from "./meetings";
import { NextStep } from "./next-step";
import { PolicyFacts } from "./policy-facts";
import { TimeSteps } from "./time-steps";
import { VersionList } from "./version-list";
import { WholeText } from "./whole-text";

const known = z.object({ version: z.uuid(), view: z.string().max(40), comment: z.coerce.number().int().min(0) });
type Props = { params: Promise<{ policyId: string }>; searchParams: Search };

const load = pageLoader((actor, policyId) => policyDetail(actor, { policyId }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { reference, versions } = await load((await params).policyId);
  return { title: versions[0] ? `${reference} ${versions[0].title}` : reference };
}

export default async function PolicyPage({ params, searchParams }: Props) {
  const { actor, organization } = await requireSession();
  const [{ policyId }, { version: wanted, view, comment }] = [await params, await readParams(known, searchParams)];
  const policy = await load(policyId);
  // The newest is what is being worked on, else what is in force.
  const version = policy.versions.find(({ id }) => id === wanted) ?? policy.versions[0];
  if (!version) return null;
  const { people } = await pageResult(() => audienceSize(actor, { versionId: version.id }));
  const before = policy.versions.find(({ id }) => id === version.basedOnId);
  const zone = organization.timeZone;
  const organizationId = actor.organizationId;
  const commenting = comment === undefined ? undefined : Number(comment);
  const reviewing = { policy, version, organizationId, zone, commenting };
  return (
    <Page>
      <PageHead
        title={version.title}
        reference={`${policy.reference} · version ${version.number}`}
        status={<VersionBadge status={version.status} />}
        lead={version.description}
        actions={<PolicyLinks policy={policy} />}
      />
      <DetailColumns side={<PolicyFacts policy={policy} version={version} people={people} zone={zone} />}>
        <NextStep policy={policy} version={version} people={people} organizationId={organizationId} zone={zone} />
        {before ? <Changes {...reviewing} before={before} view={view} /> : null}
        <WholeText {...reviewing} open={!before || commenting !== undefined} />
        <Meetings version={version} zone={zone} />
        <Section title="History">
          <Timeline items={historyOf(version)} zone={zone} label={`History of version ${version.number}`} />
        </Section>
        <VersionList policy={policy} zone={zone} current={version.id} />
        <TimeSteps policy={policy} version={version} organizationId={organizationId} zone={zone} />
      </DetailColumns>
    </Page>
  );
}

function PolicyLinks({ policy: { id, versions, may } }: { policy: PolicyDetail }) {
  const link = (href: string, words: string) => (
    <Button asChild variant="secondary">
      <Link href={href}>{words}</Link>
    </Button>
  );
  return (
    <>
      {may.settings ? link(`/policies/${id}/settings`, "Settings") : null}
      {versions.some(({ status }) => status === "published") ? link(`/policies/${id}/read`, "Open as a reader") : null}
    </>
  );
}
