import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { IntegrityBadge } from "@/components/audit/integrity-badge";
import { DetailColumns, Page, PageHead, Section } from "@/components/shell/page";
import { FactList } from "@/components/status/fact-list";
import { Timeline } from "@/components/status/timeline";
import { readEvidence } from "@/lib/audit/evidence/queries";
import { evidenceStatusLabels, evidenceTypeLabels } from "@/lib/audit/schema";
import { requireSession } from "@/lib/platform/auth/actor";
import { requirementOf } from "@/lib/platform/frameworks";
import { custodySentence } from "./custody-sentence";
import { VersionCard } from "./version-card";

export const metadata: Metadata = { title: "Evidence" };

export default async function EvidenceDetailPage({ params }: { params: Promise<{ id: string }> }) {
  const { actor, organization } = await requireSession();
  const { id } = await params;
  const { evidence, custody } = await pageResult(() => readEvidence(actor, { id }));
  const day = (date: Date) =>
    date.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  return (
    <Page>
      <PageHead
        title={evidence.title}
        reference={evidence.reference}
        status={<IntegrityBadge state={evidence.versions[0]?.integrity ?? "unchecked"} />}
        crumbs={[
          { label: "Audit trail", href: "/audit" },
          { label: "Evidence", href: "/audit/evidence" },
          { label: evidence.reference },
        ]}
      />
      <DetailColumns
        side={
          <FactList
            stacked
            facts={[
              { label: "Status", value: evidenceStatusLabels[evidence.status] },
              { label: "Type", value: evidenceTypeLabels[evidence.type] },
              {
                label: "Controls",
                value: evidence.controlIds.map((control) => (
                  <p key={control}>{`${control} ${requirementOf(control)?.title ?? ""}`}</p>
                )),
              },
              { label: "True", value: `${day(evidence.effectiveFrom)} to ${day(evidence.effectiveTo)}` },
              { label: "Source", value: evidence.sourceSystem },
              { label: "Kept until", value: day(evidence.retainUntil) },
            ]}
          />
        }
      >
        {evidence.description ? <p className="whitespace-pre-wrap wrap-anywhere">{evidence.description}</p> : null}
        <Section title="Versions">
          {evidence.versions.map((version) => (
            <VersionCard key={version.id} version={version} actor={actor} zone={organization.timeZone} />
          ))}
        </Section>
        <Section title="Chain of custody">
          <Timeline zone={organization.timeZone} label="Chain of custody" items={custody.map(custodySentence)} />
        </Section>
      </DetailColumns>
    </Page>
  );
}
