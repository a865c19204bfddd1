import type { Metadata } from "next";
import { pageLoader } from "@/app/page-errors";
import { ArchiveStateBadge } from "@/components/audit/archive-state-badge";
import { DetailColumns, Page, PageHead, Section } from "@/components/shell/page";
import { FactList } from "@/components/status/fact-list";
import { Alert } from "@/components/ui/alert";
import { Progress } from "@/components/ui/progress";
import { readArchive } from "@/lib/audit/archive/queries";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { monthWords } from "../month-words";
import { archiveFacts } from "./archive-facts";
import { BundleCard } from "./bundle-card";
import { DecisionForms } from "./decision-forms";

const load = pageLoader((actor, id) => readArchive(actor, { id }));

export async function generateMetadata({ params }: { params: Promise<{ id: string }> }): Promise<Metadata> {
  const { archive } = await load((await params).id);
  return { title: `Archive of ${monthWords(archive.month)}` };
}

export default async function ArchivePage({ params }: { params: Promise<{ id: string }> }) {
  const { actor, organization } = await requireSession();
  const { id } = await params;
  const found = await load(id);
  const { archive, stays } = found;
  return (
    <Page>
      <PageHead
        title={`${monthWords(archive.month)}, ${archive.reference}`}
        status={<ArchiveStateBadge state={archive.state} />}
        crumbs={[
          { label: "Audit trail", href: "/audit" },
          { label: "Archives", href: "/audit/archives" },
          { label: archive.reference },
        ]}
      />
      <DetailColumns side={<FactList stacked facts={archiveFacts(found, organization.timeZone)} />}>
        {stays ? (
          <Alert tone="warning" title="This month stays in the database for now">{`Because ${stays}.`}</Alert>
        ) : null}
        {archive.problem ? (
          <Alert tone="danger" title="It does not go on">
            {`${archive.problem} The portal tries again every hour.`}
          </Alert>
        ) : null}
        {archive.state === "bundled" ? (
          <Progress
            value={Number(archive.moved)}
            max={Number(archive.count)}
            label="Moving"
            note={`${archive.moved} of ${archive.count} events`}
          />
        ) : null}
        {archive.reason ? <p className="whitespace-pre-wrap wrap-anywhere">{archive.reason}</p> : null}
        {mayDo(actor, "archive:decide") ? <DecisionForms archive={archive} actor={actor} /> : null}
        <Section title="Bundle">
          <BundleCard found={found} mayDownload={mayDo(actor, "archive:download")} />
        </Section>
      </DetailColumns>
    </Page>
  );
}
