import type { Metadata } from "next";
import { pageLoader } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { EvidenceStatusBadge } from "@/components/audit/evidence-status-badge";
import { IntegrityBadge } from "@/components/audit/integrity-badge";
import { DetailColumns, Page, PageHead, Section } from "@/components/shell/page";
import { evidenceCustody } from "@/lib/audit/evidence/custody";
import { groundsOf, readEvidence } from "@/lib/audit/evidence/queries";
import { requireSession } from "@/lib/platform/auth/actor";
import { Custody } from "./custody";
import { EvidenceActions } from "./evidence-actions";
import { EvidenceFacts } from "./evidence-facts";
import { Notices } from "./notices";
import { VersionCard } from "./version-card";

type Props = { params: Promise<{ id: string }>; searchParams: Search };

const load = pageLoader((actor, id) => readEvidence(actor, { id }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { evidence } = await load((await params).id);
  return { title: `${evidence.reference} ${evidence.title}` };
}

export default async function EvidenceDetailPage({ params, searchParams }: Props) {
  const { actor, organization } = await requireSession();
  const { id } = await params;
  const search = await readParams(evidenceCustody, searchParams);
  const { evidence, holds } = await load(id);
  const custody = await evidenceCustody(actor, { id, cursor: search.cursor, act: search.act });
  const grounds = await groundsOf(actor, { id });
  const zone = organization.timeZone;
  return (
    <Page>
      <PageHead
        title={evidence.title}
        reference={evidence.reference}
        status={
          <span className="flex flex-wrap gap-2">
            <EvidenceStatusBadge status={evidence.status} />
            {evidence.versions[0]?.destroyedAt ? null : (
              <IntegrityBadge
                state={evidence.versions[0]?.integrity ?? "unchecked"}
                at={evidence.versions[0]?.verifiedAt}
              />
            )}
          </span>
        }
        crumbs={[
          { label: "Audit trail", href: "/audit" },
          { label: "Evidence", href: "/audit/evidence" },
          { label: evidence.reference },
        ]}
      />
      <Notices evidence={evidence} holds={holds} grounds={grounds} />
      <DetailColumns side={<EvidenceFacts evidence={evidence} />}>
        {evidence.description ? <p className="whitespace-pre-wrap wrap-anywhere">{evidence.description}</p> : null}
        <EvidenceActions evidence={evidence} actor={actor} />
        <Section title="Versions">
          {evidence.versions.map((version) => (
            <VersionCard key={version.id} version={version} actor={actor} zone={zone} />
          ))}
        </Section>
        <Custody id={id} custody={custody} params={search} zone={zone} />
      </DetailColumns>
    </Page>
  );
}
